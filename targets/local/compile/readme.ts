import { clientLines } from "../../../src/compiling/client-lines.ts";
import { section } from "../../../src/compiling/markdown-table.ts";
import { provenanceComment } from "../../../src/compiling/provenance-comment.ts";
import { needsText, runText, sourceText } from "../../../src/compiling/run-text.ts";
import type { Artifact } from "../../../src/engine/artifact.ts";
import type { Model } from "../../../src/model/model.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";

/** Tells whoever finds the folder what it is and what to type. `port` 0: chosen when it starts. */
export function readme(model: Model, host: string, port: number, provenance: readonly string[]): Artifact {
  const door = `http://${host}:${port === 0 ? 7420 : port}`;
  const flag = `-e ${model.environment}`;
  const lines = [
    ...provenanceComment(provenance),
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

function serverRow({ name, run, expose, needs, scale }: Server, door: string): readonly string[] {
  const runs = scale.replicas === 0 ? "not started: no replicas" : runText(run);
  return [name, runs, `${door}${expose.path}/mcp`, needsText(needs)];
}

function serviceRow({ name, run, port, needs }: Service): readonly string[] {
  return [name, runText(run), port === undefined ? "" : String(port), needsText(needs)];
}
