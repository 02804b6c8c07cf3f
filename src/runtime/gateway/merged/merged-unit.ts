import type { Backend } from "../../bridge/backend.ts";

/** One server among those that are merged. */
export interface MergedUnit {
  readonly name: string;
  readonly ready: boolean;
  /** Longest request it takes, in bytes. */
  readonly bodyLimit: number;
  /** @throws Refusal while it is not ready. */
  backend(): Backend;
}
