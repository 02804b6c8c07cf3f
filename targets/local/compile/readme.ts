import type { Artifact } from "../../../src/engine/artifact.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Run } from "../../../src/model/run.ts";
import type { SecretSource } from "../../../src/model/secret.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service, ServiceRun } from "../../../src/model/service.ts";
import { valueText } from "../../../src/model/value.ts";
import { clientLines } from "./client-lines.ts";

/** Tells whoever finds the folder what it is and what to type. `port` 0: chosen when it starts. */
export function readme(model: Model, host: string, port: number, provenance: readonly string[]): Artifact {
  const door = `http://${host}:${port === 0 ? 7420 : port}`;
  const flag = `-e ${model.environment}`;
  const lines = [
    // Two hyphens would end the comment.
    ...provenance.map((line) => `<!-- ${line.replaceAll("--", "- -")} -->`),
    "",
    `# ${model.stack}, ${model.environment}, on this machine`,
    "",
    "One supervisor starts these servers, watches them and offers them at one front door. Nothing here is read by it:",
    "`supervisor.json` shows what it is given.",
    "",
    "```sh",
    `mcpc apply ${flag}      # start, or change what differs`,
    `mcpc status ${flag}     # what runs, and where`,
    `mcpc logs -f ${flag}    # what they say`,
    `mcpc destroy ${flag}    # stop everything; data stays`,
    "```",
    ...section(
      "Servers",
      ["server", "runs", "at the front door", "waits for"],
      model.servers.map((server) => serverRow(server, door)),
    ),
    ...section("Services", ["service", "runs", "port", "waits for"], model.services.map(serviceRow)),
    ...section(
      "Secrets, fetched when the stack is applied",
      ["secret", "from"],
      model.secrets.map(({ name, source }) => [name, sourceText(source)]),
    ),
    ...clientLines(model, door),
    ...(port === 0 ? ["", `When port 7420 is taken the next free one is used; \`mcpc status ${flag}\` shows it.`] : []),
    "",
  ];
  const sources = [...model.servers, ...model.services, ...model.secrets.map(({ name }) => ({ address: `secret.${name}` as const }))];
  return { path: "README.md", content: lines.join("\n"), mediaType: "text/markdown", sources: sources.map(({ address }) => address) };
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return ["", `## ${title}`, "", tableRow(head), tableRow(head.map(() => "---")), ...rows.map((row) => tableRow(row.map(cell)))];
}

const tableRow = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** Text from the file must not end the cell, start a tag or break the line. */
function cell(text: string): string {
  return text.replace(/[\\|`<>*_[\]]/g, "\\$&").replace(/\s+/g, " ");
}

function serverRow({ name, run, expose, needs, scale }: Server, door: string): readonly string[] {
  const runs = scale.replicas === 0 ? "not started: no replicas" : runText(run);
  return [name, runs, `${door}${expose.path}/mcp`, needsText(needs)];
}

function serviceRow({ name, run, port, needs }: Service): readonly string[] {
  return [name, runText(run), port === undefined ? "" : String(port), needsText(needs)];
}

function needsText(needs: Server["needs"]): string {
  return needs.map(({ address, until }) => `${address} ${until}`).join(", ");
}

function runText(run: Run | ServiceRun): string {
  if (run.kind === "npm") return `npm ${run.package}@${run.version}`;
  if (run.kind === "pypi") return `pypi ${run.package}==${run.version}`;
  if (run.kind === "command") return run.command.map(valueText).join(" ");
  if (run.kind === "image") return `image ${run.image}`;
  return `${run.kind === "url" ? valueText(run.url) : run.url} (runs elsewhere)`;
}

function sourceText(source: SecretSource): string {
  if (source.kind === "env") return `environment variable ${source.name}`;
  if (source.kind === "file") return `file ${source.path}`;
  return source.kind === "exec" ? `output of ${source.command.join(" ")}` : source.kind;
}
