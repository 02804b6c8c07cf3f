import type { Change } from "../../src/engine/change.ts";
import type { Operation } from "../../src/engine/operation.ts";
import type { Address } from "../../src/model/address.ts";

/** One step of a change. The steps of a change follow each other; its last one waits for what the change waits for. */
export interface FakeStep {
  readonly type: string;
  readonly timeoutMs: number;
  readonly destructive?: boolean;
  /** May begin before what the change needs is there, such as an installation. */
  readonly early?: boolean;
}

/**
 * Numbers the steps of changes and ties them together. The changes come in the order `reconcile` gave them; a change begins when the last
 * steps of the changes it names in `after` are done.
 */
export function fakeOperations(changes: readonly Change[], stepsOf: (change: Change) => readonly FakeStep[]): readonly Operation[] {
  const operations: Operation[] = [];
  const lastOf = new Map<Address, number>();
  for (const change of changes) {
    const steps = stepsOf(change);
    const needed = (change.after ?? []).flatMap((address) => lastOf.get(address) ?? []);
    let previous: number | undefined;
    let early = true;
    steps.forEach(({ type, timeoutMs, destructive = false, early: mayBeEarly = false }, index) => {
      early &&= mayBeEarly;
      const deps = [...(previous === undefined ? [] : [previous]), ...(early ? [] : needed)];
      const wait = index === steps.length - 1 ? change.wait : "none";
      const { address, reason: cause } = change;
      previous = operations.length + 1;
      operations.push({ id: previous, type, address, cause, deps: [...new Set(deps)].sort((a, b) => a - b), destructive, timeoutMs, wait });
    });
    if (previous !== undefined) lastOf.set(change.address, previous);
  }
  return operations;
}
