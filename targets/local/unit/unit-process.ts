import { joinPath } from "../../../src/host/paths.ts";
import type { Run } from "../../../src/model/run.ts";
import type { UnitProcess } from "../../../src/runtime/supervisor/protocol.ts";
import { requireDocker } from "../install/docker.ts";
import { installedProgram } from "../install/installed-program.ts";
import { baseEnvironment } from "./base-environment.ts";
import { containerProcess } from "./container.ts";
import type { UnitParts } from "./unit-parts.ts";

/** How one server or service is run; downloads nothing. */
export async function unitProcess(parts: UnitParts): Promise<UnitProcess> {
  const { spec, scope, host, text } = parts;
  const { run } = spec;
  if (run.kind === "external") return { kind: "remote", url: run.url, headers: {} };
  if (run.kind === "url") return { kind: "remote", url: text(run.url), headers: mapText(run.headers, text) };
  if (run.kind === "image") return containerProcess(parts, await requireDocker(host, parts.resource.address));
  const env = { ...baseEnvironment(host), ...mapText(spec.env, text) };
  if (run.kind === "command") return { kind: "process", command: run.command.map(text), cwd: joinPath(scope.root, run.cwd), env };
  const program = await installedProgram(run satisfies Extract<Run, { kind: "npm" | "pypi" }>, scope.cacheDirectory, host);
  return { kind: "process", command: [...program, ...run.args.map(text)], cwd: scope.root, env };
}

function mapText<From>(values: Readonly<Record<string, From>>, text: (value: From) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, text(value)]));
}
