import type { Address } from "../model/address.ts";

/** One atomic call that changes the environment. Ids count from 1 in an order in which dependencies come first. */
export interface Operation {
  readonly id: number;
  /** Target's own verb: `install`, `start`, `stop`, `remove`, … */
  readonly type: string;
  readonly address: Address;
  /** Why: the reason of the change it belongs to. */
  readonly cause: string;
  readonly deps: readonly number[];
  readonly destructive: boolean;
  readonly timeoutMs: number;
  /** After it, wait until the resource is ready (or gone) and verify it before dependents run. */
  readonly wait: "ready" | "gone" | "none";
}
