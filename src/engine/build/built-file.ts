/**
 * What became of one generated file. Written by build: `created`, `changed`, `unchanged`, `removed`. Found by a check: `missing`,
 * `stale`, `unexpected`, `unchanged`.
 */
export type BuiltFileState = "created" | "changed" | "unchanged" | "removed" | "missing" | "stale" | "unexpected";

export interface BuiltFile {
  /** Relative to the output folder. */
  readonly path: string;
  readonly state: BuiltFileState;
  /** Size of what was generated; absent for files that should not be there. */
  readonly bytes?: number;
}
