import type { CompileOptions } from "../../compile.ts";
import type { Snapshot } from "../../engine/resource.ts";
import type { ReadOnlyHost } from "../../host/host.ts";

export interface LookAhead extends Required<Pick<CompileOptions, "onDestination">> {
  /** For the plan; `undefined` where the stack never got so far. */
  readonly observing: Promise<Snapshot> | undefined;
}

/** Asks an environment what is there as soon as it is known where the stack goes: it answers while the rest is compiled. */
export function lookAhead(host: ReadOnlyHost): LookAhead {
  let observing: Promise<Snapshot> | undefined;
  return {
    onDestination: ({ target, scope }) => {
      observing = target.live?.observe(scope, host);
      // Where the stack turns out to have an error, nobody asks how this went.
      observing?.catch(() => undefined);
    },
    get observing() {
      return observing;
    },
  };
}
