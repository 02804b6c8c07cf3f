import type { Change } from "../../src/engine/change.ts";
import { numberSteps } from "../../src/engine/number-steps.ts";
import type { Operation } from "../../src/engine/operation.ts";
import type { DesiredResource, Snapshot } from "../../src/engine/resource.ts";
import { dataStep, networkSteps } from "./expand/clearing-steps.ts";
import { type ExpandState, expandState } from "./expand/expand-state.ts";
import { imageSteps } from "./expand/image-steps.ts";
import { prepareSteps } from "./expand/prepare-steps.ts";
import { stepKeys } from "./expand/step-keys.ts";
import { removeSteps, workloadSteps } from "./expand/workload-steps.ts";

/**
 * Changes → operations: images first and all at once, then networks and volumes, then each thing after what it needs. What stands behind an
 * edge is replaced by starting the new, leading calls there, and only then ending the old.
 */
export function expand(changes: readonly Change[], desired: readonly DesiredResource[], snapshot: Snapshot): readonly Operation[] {
  const state = expandState(changes, desired, snapshot);
  const kept = state.acting.filter(({ action }) => action !== "delete");
  return numberSteps([
    ...kept.flatMap((change) => imageSteps(change, state)),
    ...prepareSteps(kept, state),
    ...state.acting.flatMap((change) => stepsOf(change, state)),
    ...networkSteps(state),
  ]);
}

function stepsOf(change: Change, state: ExpandState) {
  if (change.action !== "delete") return workloadSteps(change, state);
  if (change.reasonCode !== "data-left") return removeSteps(change, state);
  const removed = state.observed.has(change.address) ? removeSteps(change, state) : [];
  const all = state.acting.filter(({ action }) => action === "delete").map(({ address }) => stepKeys.remove(address));
  return [...removed, dataStep(change, all)];
}
