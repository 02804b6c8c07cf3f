import { clientLines } from "../../../src/compiling/client-lines.ts";
import { section } from "../../../src/compiling/markdown-table.ts";
import { provenanceComment } from "../../../src/compiling/provenance-comment.ts";
import { needsText, runText, sourceText } from "../../../src/compiling/run-text.ts";
import type { Artifact } from "../../../src/engine/artifact.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { imagesToBuild, isOwnDockerfile } from "./build-sections.ts";
import type { CompileState } from "./compile-state.ts";
import { neededInputs } from "./needed-inputs.ts";

/** Tells whoever finds the folder what it is, and how to run it with Docker alone. */
export function readme(resources: readonly DesiredResource[], state: CompileState, provenance: readonly string[]): Artifact {
  const { model } = state;
  const flag = `-e ${model.environment}`;
  const door = doorUrl(resources, state);
  const lines = [
    ...provenanceComment(provenance),
    "",
    `# ${model.stack}, ${model.environment}, on Docker Compose`,
    "",
    "Everything here is generated and can be committed; values of secrets are not in it.",
    "",
    "```sh",
    `mcpc apply ${flag}      # build, start, or change what differs`,
    `mcpc status ${flag}     # what runs, and where`,
    `mcpc logs -f ${flag}    # what they say`,
    `mcpc destroy ${flag}    # stop everything; data stays`,
    "```",
    "",
    "## Without mcpc",
    "",
    ...withoutMcpc(resources, state),
    ...section(
      "Servers",
      ["server", "runs", door === undefined ? "port on the machine" : "at the front door", "waits for"],
      model.servers.map(({ name, run, expose, needs, scale, address }) => [
        name,
        scale.replicas === 0 ? "not started: no replicas" : runText(run),
        door === undefined ? portText(resources, address) : `${door}${expose.path}/mcp`,
        needsText(needs),
      ]),
    ),
    ...section(
      "Services",
      ["service", "runs", "port", "waits for"],
      model.services.map(({ name, run, port, needs }) => [name, runText(run), port === undefined ? "" : String(port), needsText(needs)]),
    ),
    ...section("Monitoring", ["what", "at"], monitoring(resources)),
    ...section(
      "Secrets, fetched when the stack is applied",
      ["secret", "from"],
      model.secrets.map(({ name, source }) => [name, sourceText(source)]),
    ),
    ...(door === undefined ? [] : clientLines(model, door)),
    "",
  ];
  return { path: "README.md", content: lines.join("\n"), mediaType: "text/markdown", sources: resources.map(({ address }) => address) };
}

function withoutMcpc(resources: readonly DesiredResource[], state: CompileState): readonly string[] {
  const { files, plain, variables } = neededInputs(resources);
  const specs = resources.map(({ spec }) => spec as ContainerSpec);
  const images = [...imagesToBuild(specs).values()];
  const first = images.filter((image) => image.from.length === 0).map(({ name }) => name);
  const secrets = [...files].map((name) => `printf %s "$VALUE" > secrets/${name} && chmod 444 secrets/${name}`);
  const prepares = files.length > 0 || plain.length > 0 || variables.length > 0;
  return [
    "With Docker Compose 2.24 or newer, in this folder:",
    "",
    "```sh",
    ...(plain.length > 0 || variables.length > 0 ? ["cp .env.example .env && chmod 600 .env    # and fill it in"] : []),
    ...(secrets.length > 0 ? ["mkdir -p -m 700 secrets", ...secrets] : []),
    ...(first.length > 0 ? [`docker compose build ${first.join(" ")}`] : []),
    `docker compose up --detach${images.length > 0 ? " --build" : ""} --wait`,
    "docker compose ps",
    "docker compose down    # add --volumes to remove the data too",
    "```",
    ...(prepares ? ["", "Neither `.env` nor `secrets/` belongs into a repository; `.gitignore` keeps them out."] : []),
    ...(images.some(isOwnDockerfile) ? ["", "Your own Dockerfiles are built from the stack's folder."] : []),
    ...(specs.some(({ madeSecrets }) => Object.keys(madeSecrets).length > 0)
      ? [
          "",
          "The files `secrets/nginx-…` are written by `mcpc apply`: accepted tokens as entries of an nginx `map`, headers as `proxy_set_header`, certificate and key as copies.",
        ]
      : []),
    ...(state.options.profiles.length > 0
      ? ["", `Add \`--profile TAG\` for ${state.options.profiles.map((tag) => `\`${tag}\``).join(", ")}.`]
      : []),
  ];
}

/** Where to look at what is measured. */
function monitoring(resources: readonly DesiredResource[]): readonly (readonly string[])[] {
  const shown = { "platform.prometheus": "Prometheus", "platform.grafana": "Grafana, with a dashboard of the servers" };
  return Object.entries(shown).flatMap(([address, what]) => {
    const spec = resources.find((resource) => resource.address === address)?.spec as ContainerSpec | undefined;
    return (spec?.published ?? []).map((port) => [what, `http://${port.address}:${port.host}`]);
  });
}

/** Where the front door answers; `undefined` when there is none. */
function doorUrl(resources: readonly DesiredResource[], { model }: CompileState): string | undefined {
  const spec = resources.find(({ address }) => address === "gateway")?.spec as ContainerSpec | undefined;
  const [port] = spec?.published ?? [];
  if (port === undefined) return undefined;
  const [host = port.address] = model.gateway.hosts;
  return `${model.edge === "nginx" && model.gateway.tls !== undefined ? "https" : "http"}://${host}${port.host === 0 ? "" : `:${port.host}`}`;
}

function portText(resources: readonly DesiredResource[], address: string): string {
  const spec = resources.find((resource) => resource.address === address)?.spec as ContainerSpec | undefined;
  const [port] = spec?.published ?? [];
  return port === undefined ? "" : port.host === 0 ? "`docker compose ps` shows it" : String(port.host);
}
