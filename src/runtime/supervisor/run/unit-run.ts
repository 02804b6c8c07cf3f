import type { Forward } from "../front-door-port.ts";
import type { UnitEvent } from "../machine/unit-event.ts";

/** What a run tells the unit it belongs to. */
export type RunReport =
  | UnitEvent
  /** The server ended on the question whether it is modern: start it again and do not ask. */
  | { readonly kind: "needs-legacy" }
  /** Something that status shows is known now: pid, protocol, tools. */
  | { readonly kind: "news" };

/** One life of a unit: from the start of a process (or of probing) to its very end. */
export interface UnitRun {
  readonly pid?: number;
  /** True while too many others start. */
  readonly queued?: boolean;
  readonly startTime?: string;
  /** When the process came to be, in milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly protocol?: string;
  /** Names of the server's tools. */
  readonly tools?: readonly string[];
  /** Where calls go; absent while there is nowhere. The same object as long as the way is the same. */
  readonly forward?: Forward;
  /** Ends it. Resolves when nothing of it is left; `now`: without grace. Never rejects. */
  end(now: boolean): Promise<void>;
  /** Resolves when it ended by itself and nothing of it is left, or `end` is done. */
  readonly gone: Promise<void>;
}

export interface RunHooks {
  readonly report: (report: RunReport) => void;
  /** True until the first readiness success. */
  readonly starting: () => boolean;
}
