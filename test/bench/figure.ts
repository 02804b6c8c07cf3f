/** One measured thing and the bound it must keep. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  /** `×` for a ratio within one run. */
  readonly unit: "×" | "MB" | "% of a core" | "changes";
  /** The raw numbers behind it. */
  readonly detail: string;
}
