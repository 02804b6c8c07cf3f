import type { Address } from "../../model/address.ts";

/** What is known of an environment besides its revisions; `state.json`. */
export interface EnvironmentState {
  readonly formatVersion: "1.0";
  readonly lineage: string;
  /** The present revision; 0 before the first apply. */
  readonly revision: number;
  /** The last revision that was verified. */
  readonly stable?: number;
  /** Everything that we put there and did not see gone. Only this is ever deleted. */
  readonly inventory: readonly Address[];
}
