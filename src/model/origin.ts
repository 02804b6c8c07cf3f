import type { SourceRange } from "../diagnostics/source.ts";

/** Which layer of the overlay order set a value; later ones win. */
export type Layer = "built-in" | "defaults" | "stack" | "environment" | "set";

/** Where a thing of the model comes from; `range` is absent for what mcpc itself put there. */
export interface Origin {
  readonly layer: Layer;
  readonly range?: SourceRange;
}
