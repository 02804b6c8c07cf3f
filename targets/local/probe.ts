import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { Readiness } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import type { UnitState, UnitStatus } from "../../src/runtime/supervisor/protocol.ts";
import type { LocalSpec } from "./local-spec.ts";
import { sharedStatus } from "./supervisor/shared-status.ts";

/** What the supervisor says of one thing: it shakes hands itself, again and again, so nobody else has to. */
export async function probe(resource: DesiredResource, scope: Scope, host: ReadOnlyHost): Promise<Readiness> {
  const status = await sharedStatus(scope, host);
  if (status === undefined) return { state: "failed", message: "the supervisor does not run" };
  if (resource.address === "gateway") return { state: "ready" };
  const unit = status.units.find(({ address }) => address === resource.address);
  if (unit === undefined) return { state: "failed", message: "the supervisor does not hold it" };
  const readiness = readinessOf(unit, (resource.spec as LocalSpec).completes === true);
  // The supervisor goes on trying; whoever waits for the third end in a row has seen enough.
  return unit.state === "backoff" && unit.restarts >= endsEnough - 1 ? { ...readiness, state: "failed" } : readiness;
}

const endsEnough = 3;

/** What can be waited for, and what is final. A unit in backoff may still come up; the one that used up its restarts will not. */
const verdicts: Readonly<Record<UnitState, Readiness["state"]>> = {
  starting: "waiting",
  healthy: "ready",
  degraded: "ready",
  unhealthy: "waiting",
  backoff: "waiting",
  crashed: "failed",
  stopping: "waiting",
  stopped: "failed",
  completed: "ready",
};

export function readinessOf(unit: UnitStatus, completes: boolean): Readiness {
  const running = completes && unit.state !== "completed";
  const state = running && verdicts[unit.state] === "ready" ? "waiting" : verdicts[unit.state];
  const message = unit.message ?? (running ? "it has not completed yet" : undefined);
  return {
    state,
    ...(message !== undefined && { message }),
    ...(state !== "ready" && { logTail: unit.logTail }),
    ...(unit.protocol !== undefined && { protocol: unit.protocol }),
    ...(unit.tools !== undefined && { tools: unit.tools }),
  };
}
