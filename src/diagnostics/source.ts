/** A place in a text: line and column count from 1, `offset` from 0, all in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A half-open stretch of one source file: `start` is inside, `end` is the first position after it. */
export interface SourceRange {
  /** Path as the user would type it: relative to the working directory where that is shorter. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** A source text that diagnostics may quote. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}
