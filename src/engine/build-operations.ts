import type { Address } from "../model/address.ts";
import type { Change } from "./change.ts";
import type { Operation } from "./operation.ts";

/** One step of a change, as a target sees it. The steps of a change follow each other. */
export interface Step {
  readonly type: string;
  readonly timeoutMs: number;
  readonly destructive?: boolean;
  /** Of a change's last step: default the change's own; of the others: `none`. */
  readonly wait?: Operation["wait"];
  /** May begin before what the change needs is there, such as an installation. */
  readonly early?: boolean;
  /** Default: the change's reason. */
  readonly cause?: string;
}

/** A step that belongs to no change and comes before all others, such as starting a daemon. */
export type FirstStep = Step & { readonly address: Address; readonly cause: string };

/**
 * Helps a target's `expand`: numbers the steps of changes and ties them together. The changes come in the order `reconcile` gave them; a
 * change begins when the last steps of the changes it names in `after` are done, so what depends on a thing is built after it and removed
 * before it.
 */
export function buildOperations(
  changes: readonly Change[],
  stepsOf: (change: Change) => readonly Step[],
  first: readonly FirstStep[] = [],
): readonly Operation[] {
  const operations: Operation[] = [];
  const add = (step: Step, address: Address, deps: readonly number[], change?: Change, last = false): number => {
    const { type, timeoutMs, destructive = false, cause = change?.reason ?? "" } = step;
    const wait = step.wait ?? (last ? (change?.wait ?? "none") : "none");
    const id = operations.length + 1;
    operations.push({ id, type, address, cause, deps: [...new Set(deps)].sort((a, b) => a - b), destructive, timeoutMs, wait });
    return id;
  };
  let before: readonly number[] = [];
  for (const step of first) before = [add(step, step.address, before)];

  const lastOf = new Map<Address, number>();
  for (const change of changes) {
    const steps = stepsOf(change);
    const needed = (change.after ?? []).flatMap((address) => lastOf.get(address) ?? []);
    let previous: number | undefined;
    let early = true;
    steps.forEach((step, index) => {
      early &&= step.early === true;
      const own = previous === undefined ? [] : [previous];
      previous = add(step, change.address, [...before, ...own, ...(early ? [] : needed)], change, index === steps.length - 1);
    });
    if (previous !== undefined) lastOf.set(change.address, previous);
  }
  return operations;
}
