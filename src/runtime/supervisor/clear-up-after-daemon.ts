import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { version } from "../../model/version.ts";
import { systemClock } from "./clock.ts";
import { claimDaemon, ownRecord } from "./daemon-claim.ts";
import { DaemonLog } from "./log/daemon-log.ts";
import { ProcessRecords } from "./process/process-records.ts";
import { reapLeftovers } from "./process/reap.ts";
import type { DaemonOptions } from "./protocol.ts";
import { supervisorFiles } from "./state-files.ts";

/**
 * Ends what a dead supervisor left running, and forgets it. For whoever wants nothing to run any more: a new supervisor does the same when
 * it starts.
 *
 * @throws DiagnosticError MCPC6201 while the supervisor lives.
 */
export async function clearUpAfterDaemon(
  options: Pick<DaemonOptions, "stack" | "environment" | "stateDirectory" | "socket">,
): Promise<void> {
  const files = supervisorFiles(options.stateDirectory);
  const own = ownRecord(version, options.socket, randomBytes(8).toString("hex"));
  const former = claimDaemon(files.daemon, own, options);
  const log = new DaemonLog(files.daemonLog);
  try {
    const reaped = await reapLeftovers(new ProcessRecords(files.processes), former?.token, systemClock);
    if (reaped.length > 0) log.write(`ended what a former supervisor left: ${reaped.join(", ")}`);
    rmSync(options.socket, { force: true });
  } finally {
    rmSync(files.daemon, { force: true });
    await log.close();
  }
}
