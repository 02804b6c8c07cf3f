import type { SourceFile } from "../diagnostics/source.ts";
import type { MapNode } from "./node.ts";
import type { Stack } from "./schema/stack.ts";

/** One environment of a stack after parsing, merging, substitution and schema validation. */
export interface CheckedStack {
  /** The effective stack: built-in defaults, `defaults`, the file, the environment's overrides and `--set`, merged; typed. */
  readonly data: Stack;
  /** The same as a tree of places. Built-in defaults are only in `data`. */
  readonly tree: MapNode;
  /** Name of the chosen environment. */
  readonly environment: string;
  /** Absolute path of the main file and of its folder. */
  readonly file: string;
  readonly root: string;
  /** Every file that was read, for quoting in diagnostics and for watching. */
  readonly sources: readonly SourceFile[];
  /** Digest of the effective stack; shuffled keys give the same. */
  readonly inputDigest: string;
}
