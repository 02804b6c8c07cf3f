/** One measured thing and the bound it must keep. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  /** The value must not fall below the bound; without it, must not rise above. */
  readonly atLeast?: true;
  /** `×` for a ratio within one run. */
  readonly unit: "×" | "MB" | "KB" | "ms" | "%" | "% of a core" | "changes" | "sessions" | "errors" | "left";
  /** The raw numbers behind it. */
  readonly detail: string;
}

export function isWithin({ value, bound, atLeast }: Figure): boolean {
  return atLeast === true ? value >= bound : value <= bound;
}
