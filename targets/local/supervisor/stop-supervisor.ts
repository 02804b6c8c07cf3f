import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { Host } from "../../../src/host/host.ts";
import { controlClient, readStatus } from "./control-client.ts";
import { removeSupervisorRecord } from "./supervisor-record.ts";

/**
 * Ends the supervisor and everything it runs, and waits until it is gone. Nothing happens when there is none.
 *
 * @throws {DiagnosticError} MCPC6118 when it does not end within `timeoutMs`.
 */
export async function stopSupervisor(timeoutMs: number, scope: Scope, host: Host): Promise<void> {
  const status = await readStatus(scope, host);
  if (status === undefined) return removeSupervisorRecord(scope, host);
  await controlClient(scope, host).shutDown();
  for (const end = host.now() + timeoutMs; host.now() < end; await host.sleep(25)) {
    if (!(await host.isAlive(status.pid))) return removeSupervisorRecord(scope, host);
  }
  throw new DiagnosticError(diagnose("MCPC6118", { pid: status.pid, seconds: Math.round(timeoutMs / 1000) }));
}
