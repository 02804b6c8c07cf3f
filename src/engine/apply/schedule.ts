import type { Operation } from "../operation.ts";
import { SortedQueue } from "../sorted-queue.ts";

export interface ScheduleOptions {
  /** At most so many executions at a time. Waiting for readiness does not count. */
  readonly parallel: number;
  /** Nothing new is started once it aborts. */
  readonly signal: AbortSignal;
  readonly execute: (operation: Operation) => Promise<void>;
  /** Follows a successful execution; what depends on the operation begins after it. */
  readonly verify: (operation: Operation) => Promise<void>;
  /** Called once, at the first failure. */
  readonly onFirstFailure: () => void;
}

export interface ScheduleResult {
  readonly done: readonly Operation[];
  readonly failed: readonly { readonly operation: Operation; readonly error: unknown }[];
  /** Never started. */
  readonly skipped: readonly Operation[];
}

/** Runs operations in the order of their dependencies, the lowest id first. After a failure nothing new is started; what runs is finished. */
export async function schedule(operations: readonly Operation[], options: ScheduleOptions): Promise<ScheduleResult> {
  const { parallel, signal, execute, verify, onFirstFailure } = options;
  const { open, dependents, ready } = prepare(operations);
  const done: Operation[] = [];
  const failed: { operation: Operation; error: unknown }[] = [];
  const started = new Set<number>();
  const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
  let executing = 0;
  let unfinished = 0;

  const run = async (operation: Operation): Promise<void> => {
    try {
      await execute(operation).finally(() => {
        executing--;
      });
      pump();
      await verify(operation);
      done.push(operation);
      for (const dependent of dependents.get(operation.id) ?? []) {
        const left = (open.get(dependent.id) ?? 0) - 1;
        open.set(dependent.id, left);
        if (left === 0) ready.push(dependent);
      }
    } catch (error) {
      failed.push({ operation, error });
      if (failed.length === 1) onFirstFailure();
    }
    unfinished--;
    pump();
  };
  const pump = (): void => {
    while (failed.length === 0 && !signal.aborted && executing < parallel) {
      const next = ready.pop();
      if (next === undefined) break;
      started.add(next.id);
      executing++;
      unfinished++;
      void run(next);
    }
    if (unfinished === 0) finish();
  };
  pump();
  await finished;
  return { done, failed, skipped: operations.filter(({ id }) => !started.has(id)) };
}

function prepare(operations: readonly Operation[]) {
  const known = new Set(operations.map(({ id }) => id));
  const open = new Map<number, number>();
  const dependents = new Map<number, Operation[]>();
  const ready = new SortedQueue<Operation>((a, b) => a.id < b.id);
  for (const operation of operations) {
    const needed = new Set(operation.deps.filter((id) => known.has(id)));
    open.set(operation.id, needed.size);
    if (needed.size === 0) ready.push(operation);
    for (const id of needed) {
      const list = dependents.get(id);
      if (list === undefined) dependents.set(id, [operation]);
      else list.push(operation);
    }
  }
  return { open, dependents, ready };
}
