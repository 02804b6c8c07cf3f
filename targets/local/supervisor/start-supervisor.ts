import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { Host } from "../../../src/host/host.ts";
import type { SupervisorStatus } from "../../../src/runtime/supervisor/protocol.ts";
import { supervisorFiles } from "../../../src/runtime/supervisor/state-files.ts";
import { writing } from "../install/writing.ts";
import type { GatewaySpec } from "../local-spec.ts";
import { readStatus } from "./control-client.ts";
import { daemonOptions } from "./daemon-options.ts";
import { writeSupervisorRecord } from "./supervisor-record.ts";

const startTimeoutMs = 20_000;
/** unix(7): 108 bytes with the closing zero on Linux, 104 on macOS. */
const longestSocketPath = { linux: 107, other: 103 };

/**
 * Starts the supervisor of an environment and waits until it answers. One that runs already is left alone.
 *
 * @throws {DiagnosticError} MCPC6112, MCPC6113, MCPC6119.
 */
export async function startSupervisor(resource: DesiredResource, revision: number, scope: Scope, host: Host): Promise<SupervisorStatus> {
  const spec = resource.spec as GatewaySpec;
  const files = supervisorFiles(scope.stateDirectory);
  requireShortPath(files.socket, host);
  await writing(files.logs, host.makeDirectory(files.logs));
  const running = await readStatus(scope, host);
  const pid = running?.pid ?? (await spawn(spec, scope, host));
  const record = { pid, spec, specHash: resource.specHash, revision, root: scope.root, pending: true } as const;
  await writing(scope.stateDirectory, writeSupervisorRecord(record, scope, host));
  return running ?? untilItAnswers(pid, scope, host);
}

function spawn(spec: GatewaySpec, scope: Scope, host: Host): Promise<number> {
  const { command, env } = daemonOptions(spec, scope, host);
  return host.spawnDetached(command, { cwd: scope.stateDirectory, env, output: supervisorFiles(scope.stateDirectory).daemonLog });
}

async function untilItAnswers(pid: number, scope: Scope, host: Host): Promise<SupervisorStatus> {
  const files = supervisorFiles(scope.stateDirectory);
  for (const end = host.now() + startTimeoutMs; host.now() < end; await host.sleep(25)) {
    const status = await readStatus(scope, host);
    if (status?.url !== undefined) return status;
    if (!(await host.isAlive(pid))) break;
  }
  await host.kill(pid, "SIGTERM");
  throw new DiagnosticError(diagnose("MCPC6112", { log: files.daemonLog, output: await lastWords(files.daemonLog, host) }));
}

function requireShortPath(path: string, host: Host): void {
  const bytes = new TextEncoder().encode(path).length;
  const most = host.platform === "linux" ? longestSocketPath.linux : longestSocketPath.other;
  if (bytes > most) throw new DiagnosticError(diagnose("MCPC6113", { path, bytes, most }));
}

/** The last line the daemon wrote, without the code in front: it is shown inside another message. */
async function lastWords(log: string, host: Host): Promise<string> {
  const size = (await host.stat(log))?.size ?? 0;
  const text = new TextDecoder().decode(await host.readFrom(log, Math.max(0, size - 8192), 8192));
  const last =
    text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .at(-1) ?? "";
  return last
    .replace(/^\S*Z \S+ /, "")
    .replace(/^MCPC\d{4}: /, "")
    .slice(0, 400);
}
