import type { Change } from "../../src/engine/change.ts";
import type { Operation } from "../../src/engine/operation.ts";
import { orderByDependency } from "../../src/engine/order.ts";
import type { DesiredResource, Snapshot } from "../../src/engine/resource.ts";
import { type ExpandState, expandState } from "./expand/expand-state.ts";
import { installStep, removeSteps, type Step, startSteps, supervisorSteps } from "./expand/steps.ts";

/** Changes → operations: the supervisor first, installations as early as they can, a start after what it needs, a removal after what needed it. */
export function expand(changes: readonly Change[], desired: readonly DesiredResource[], snapshot: Snapshot): readonly Operation[] {
  const state = expandState(changes, desired, snapshot);
  const steps = new Map<string, Step>();
  for (const change of state.acting) {
    for (const step of stepsOf(change, state)) if (!steps.has(step.key)) steps.set(step.key, step);
  }
  const ordered = orderByDependency(
    [...steps.values()],
    (step) => step.key,
    (step) => step.after,
  );
  const ids = new Map(ordered.map((step, index) => [step.key, index + 1]));
  return ordered.map((step, index) => ({
    id: index + 1,
    type: step.type,
    address: step.address,
    cause: step.cause,
    // Where two things wait for each other the order above decides.
    deps: [...new Set(step.after.flatMap((key) => ids.get(key) ?? []))].filter((id) => id <= index).sort((a, b) => a - b),
    destructive: step.destructive,
    timeoutMs: step.timeoutMs,
    wait: step.wait,
  }));
}

function stepsOf(change: Change, state: ExpandState): readonly Step[] {
  if (change.address === "gateway") return supervisorSteps(change, state);
  if (change.action === "delete") return removeSteps(change, state);
  const resource = state.desired.get(change.address);
  if (resource === undefined) return [];
  return [...installStep(change, resource, state), ...startSteps(change, resource, state)];
}
