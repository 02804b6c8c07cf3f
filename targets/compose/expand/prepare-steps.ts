import type { Change } from "../../../src/engine/change.ts";
import type { Step } from "../../../src/engine/number-steps.ts";
import { type ExpandState, specOf } from "./expand-state.ts";
import { callTimeoutMs, stepKeys } from "./step-keys.ts";

/** Networks and volumes that are not there yet, one thing after the other: two that make the same network would make it twice. */
export function prepareSteps(changes: readonly Change[], { desired, facts }: ExpandState): readonly Step[] {
  const there = new Set([...facts.networks, ...facts.volumes.map(({ name }) => name)]);
  const steps: Step[] = [];
  for (const { address, reason } of changes) {
    const resource = desired.get(address);
    if (resource === undefined) continue;
    const { networks, volumes } = specOf(resource);
    const missing = [...Object.values(networks), ...Object.values(volumes)].filter(({ name }) => !there.has(name));
    if (missing.length === 0) continue;
    for (const { name } of missing) there.add(name);
    const before = steps.at(-1);
    steps.push({
      key: stepKeys.prepare(address),
      type: "prepare",
      address,
      cause: reason,
      after: before === undefined ? [] : [before.key],
      destructive: false,
      timeoutMs: callTimeoutMs,
      wait: "none",
    });
  }
  return steps;
}
