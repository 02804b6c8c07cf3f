import type { Change } from "../../../src/engine/change.ts";
import type { Step } from "../../../src/engine/number-steps.ts";
import { type ExpandState, specOf } from "./expand-state.ts";
import { callTimeoutMs, stepKeys } from "./step-keys.ts";

/** The volumes of what was removed; of the front door's address: all that is left. */
export function dataStep({ address, reason }: Change, after: readonly string[]): Step {
  return {
    key: stepKeys.removeData(address),
    type: "remove-data",
    address,
    cause: reason,
    after,
    destructive: true,
    timeoutMs: callTimeoutMs,
    wait: "none",
  };
}

/** Networks of ours that nothing is on any more, after the last removal. */
export function networkSteps({ acting, desired, facts }: ExpandState): readonly Step[] {
  const removed = acting.filter(({ action }) => action === "delete");
  const wanted = new Set([...desired.values()].flatMap((resource) => Object.values(specOf(resource).networks).map(({ name }) => name)));
  const [first] = removed;
  if (first === undefined || facts.networks.every((name) => wanted.has(name))) return [];
  return [
    {
      key: stepKeys.networks,
      type: "remove-networks",
      address: first.address,
      cause: first.reason,
      after: removed.map(({ address }) => stepKeys.remove(address)),
      destructive: true,
      timeoutMs: callTimeoutMs,
      wait: "none",
    },
  ];
}
