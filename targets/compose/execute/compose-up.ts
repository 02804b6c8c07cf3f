import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import { runDocker } from "../docker/docker-command.ts";
import { factsOf } from "../facts.ts";
import { releaseNames } from "../release-folder.ts";
import { isAmbiguous, keepFirst } from "./networks.ts";
import type { Workload } from "./workload.ts";

/** What Compose would take from the environment of whoever calls it, and must not here. */
const composeSettings = {
  COMPOSE_REMOVE_ORPHANS: "0",
  COMPOSE_IGNORE_ORPHANS: "1",
  COMPOSE_PROFILES: "",
  COMPOSE_FILE: "",
  COMPOSE_MENU: "0",
};

export interface UpOptions {
  /** Those that are there stay as they are, and are started where they stand still. */
  readonly containers: number;
  /** What is new is made, and nothing is started. */
  readonly onlyMake?: boolean;
}

/** Has Compose bring a service to so many containers. */
export async function composeUp(
  { folder, project, key, resource, spec }: Workload,
  { containers, onlyMake = false }: UpOptions,
  variables: Readonly<Record<string, string>>,
  host: Host,
  context: ExecuteContext,
): Promise<void> {
  const files = ["--project-name", project, "--project-directory", folder, "--file", joinPath(folder, releaseNames.composeFile)];
  const options = [
    onlyMake ? "--no-start" : "--detach",
    "--no-deps",
    "--no-build",
    "--no-recreate",
    "--pull",
    "never",
    "--scale",
    `${key.service}=${containers}`,
  ];
  const attempt = { what: `start the containers of ${resource.address}`, thing: resource.address };
  const addEnv = { ...composeSettings, ...variables };
  const up = () => runDocker(["compose", ...files, "up", ...options, key.service], attempt, host, { addEnv, signal: context.signal });
  try {
    await up();
  } catch (error) {
    if (!isAmbiguous(error)) throw withHolder(error, context);
    for (const { name } of Object.values(spec.networks)) await keepFirst(name, attempt, host, context);
    await up();
  }
}

/** A port that is taken, with the name of the container that has it where that is known. */
function withHolder(error: unknown, { snapshot }: ExecuteContext): unknown {
  if (!(error instanceof DiagnosticError)) return error;
  const { ports } = factsOf(snapshot);
  return new DiagnosticError(
    ...error.diagnostics.map((diagnostic) => {
      if (diagnostic.code !== "MCPC6405" || diagnostic.address === undefined) return diagnostic;
      const port = /port (\d+)/.exec(diagnostic.message)?.[1] ?? "";
      const holder = ports[port];
      if (holder === undefined) return diagnostic;
      return diagnose("MCPC6405", { thing: diagnostic.address, port, holder }, { address: diagnostic.address });
    }),
  );
}
