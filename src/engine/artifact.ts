import type { Address } from "../model/address.ts";

/** A generated file, to be committed. Holds no secret value, no time, no path of the machine it was made on. */
export interface Artifact {
  /** Relative to `deploy/<environment>/`. */
  readonly path: string;
  readonly content: string;
  readonly mediaType: string;
  /** File mode; default 0644. */
  readonly mode?: number;
  /** What it was compiled from. */
  readonly sources: readonly Address[];
}
