import type { ReadOnlyHost } from "../host/host.ts";
import type { Snapshot } from "./resource.ts";
import type { Scope } from "./scope.ts";
import type { LiveTarget } from "./target.ts";

type Looking = Pick<LiveTarget, "observe" | "lookFurther">;

/** What there is, with all that operations depend on. */
export async function observeAll(live: Looking, scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  return lookFurther(await live.observe(scope, host), live, scope, host);
}

/** The same, from what was seen already. */
export async function lookFurther(snapshot: Snapshot, live: Looking, scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  return live.lookFurther === undefined ? snapshot : live.lookFurther(snapshot, scope, host);
}
