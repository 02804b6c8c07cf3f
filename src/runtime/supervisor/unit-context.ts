import type { Address } from "../../model/address.ts";
import type { Clock } from "./clock.ts";
import type { FrontDoor } from "./front-door-port.ts";
import type { ResourceLimits } from "./limits/resource-limits.ts";
import type { DaemonLog } from "./log/daemon-log.ts";
import type { ConnectMcp } from "./probe/mcp-connection.ts";
import type { Guard } from "./process/guard.ts";
import type { ProcessRecords } from "./process/process-records.ts";
import type { StartSlots } from "./start-slots.ts";
import type { supervisorFiles } from "./state-files.ts";

/** What all units of a supervisor share. */
export interface UnitContext {
  readonly clock: Clock;
  readonly files: ReturnType<typeof supervisorFiles>;
  readonly guard: Guard;
  readonly records: ProcessRecords;
  readonly slots: StartSlots;
  readonly limits: ResourceLimits;
  readonly daemonLog: DaemonLog;
  readonly connectMcp: ConnectMcp;
  readonly frontDoor: Pick<FrontDoor, "set" | "remove">;
  /** `http://127.0.0.1:7420`. */
  readonly frontDoorUrl: string;
  /** A name that no other process has or had. */
  readonly nextInstance: (address: Address) => string;
}
