import type { LocalProcess } from "../process/launch.ts";
import type { UnitSpec } from "../protocol.ts";

/** A unit that runs on this machine, as a process of the supervisor. */
export type LocalUnit = UnitSpec & { readonly process: LocalProcess };
