import type { Paint } from "../diagnostics/render/paint.ts";

/** What every text view needs to know about the place it is shown at. */
export interface ViewOptions {
  readonly paint: Paint;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** The stack file as it was named, `-f tools`, so that a suggested command finds it too; absent where it was found by itself. */
  readonly stackFlag?: string;
  /** Further flags that a suggested command takes over from the one that was given: by its verb, and for every one. */
  readonly flags?: { readonly every: readonly string[]; readonly [verb: string]: readonly string[] };
}
