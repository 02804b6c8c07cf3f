import type { Change } from "../../src/engine/change.ts";
import { numberSteps, type Step } from "../../src/engine/number-steps.ts";
import type { Operation } from "../../src/engine/operation.ts";
import type { DesiredResource, Snapshot } from "../../src/engine/resource.ts";
import { type ExpandState, expandState } from "./expand/expand-state.ts";
import { installStep, removeSteps, startSteps, supervisorSteps } from "./expand/steps.ts";

/** Changes → operations: the supervisor first, installations as early as they can, a start after what it needs, a removal after what needed it. */
export function expand(changes: readonly Change[], desired: readonly DesiredResource[], snapshot: Snapshot): readonly Operation[] {
  const state = expandState(changes, desired, snapshot);
  return numberSteps(state.acting.flatMap((change) => stepsOf(change, state)));
}

function stepsOf(change: Change, state: ExpandState): readonly Step[] {
  if (change.address === "gateway") return supervisorSteps(change, state);
  if (change.action === "delete") return removeSteps(change, state);
  const resource = state.desired.get(change.address);
  if (resource === undefined) return [];
  return [...installStep(change, resource, state), ...startSteps(change, resource, state)];
}
