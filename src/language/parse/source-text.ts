import type { Position, SourceRange } from "../../diagnostics/source.ts";

/** A text that turns offsets into places. Line starts are found once; a place costs a binary search. */
export class SourceText {
  readonly path: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.#lineStarts = lineStarts(text);
  }

  position(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.text.length));
    const line = this.#lineOf(bounded);
    return { line: line + 1, column: bounded - (this.#lineStarts[line] ?? 0) + 1, offset: bounded };
  }

  range(start: number, end: number): SourceRange {
    return { file: this.path, start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  /** Index of the last line that starts at or before `offset`. */
  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
