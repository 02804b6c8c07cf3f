import type { Operation } from "./operation.ts";
import { orderByDependency } from "./order.ts";

/** An operation before it has a number. */
export interface Step extends Omit<Operation, "id" | "deps"> {
  readonly key: string;
  /** Keys of what has to be done before; those that are not among the steps do not count. */
  readonly after: readonly string[];
}

/** Steps → operations in an order in which dependencies come first; where a choice is left, by key. Of several with one key the first counts. */
export function numberSteps(steps: readonly Step[]): readonly Operation[] {
  const byKey = new Map<string, Step>();
  for (const step of steps) if (!byKey.has(step.key)) byKey.set(step.key, step);
  const ordered = orderByDependency(
    [...byKey.values()],
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
