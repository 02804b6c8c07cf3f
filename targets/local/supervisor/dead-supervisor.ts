import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { Host, ReadOnlyHost } from "../../../src/host/host.ts";
import { supervisorFiles } from "../../../src/runtime/supervisor/state-files.ts";
import { daemonOptions } from "./daemon-options.ts";

/** True when a supervisor was there that did not end by itself: what it ran may still be there. */
export async function leftRecord(scope: Scope, host: ReadOnlyHost): Promise<boolean> {
  return (await host.stat(supervisorFiles(scope.stateDirectory).daemon)) !== undefined;
}

/**
 * Ends what a dead supervisor left running. Nothing happens when the last one ended by itself.
 *
 * @throws {DiagnosticError} MCPC6115 when it cannot be done.
 */
export async function clearUpAfterSupervisor(timeoutMs: number, scope: Scope, host: Host): Promise<void> {
  if (!(await leftRecord(scope, host))) return;
  const nowhere = { host: "127.0.0.1", port: 0, hosts: [], origins: [], auth: {} };
  const { command, env } = daemonOptions(nowhere, scope, host, { clearUpOnly: true });
  const { code, stderr, timedOut } = await host.run(command, { env, timeout: timeoutMs });
  if (code === 0) return;
  const reason = timedOut ? `it takes longer than ${Math.round(timeoutMs / 1000)} s` : stderr.trim().replace(/^MCPC\d{4}: /, "");
  throw new DiagnosticError(diagnose("MCPC6115", { what: "end what a dead one left running", reason }));
}
