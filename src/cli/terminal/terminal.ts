import type { Paint } from "../../diagnostics/render/paint.ts";
import type { ViewOptions } from "../../views/view-options.ts";

export interface TextStream {
  write(text: string): void;
}

/** Where a command writes and whom it may ask. Tests put captured streams here. */
export interface Terminal {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** True when a person looks at standard output: live progress and cursor movement are fine. */
  readonly isTerminal: boolean;
  /** Width to lay text out for at this moment; 80 where nobody looks. */
  readonly columns: () => number;
  /** Lines that fit on the screen; absent where there is none. */
  readonly rows?: () => number;
  readonly paint: Paint;
  /** See `ViewOptions`. */
  readonly stackFlag?: string;
  readonly flags?: ViewOptions["flags"];
  /** Reads all of standard input, for arguments given as `-`. */
  readonly readInput: () => Promise<string>;
  /** Asks the person at the terminal for one line; absent when there is nobody to ask. Rejects when `signal` ends it. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
}

/** How views are to lay things out on this terminal now. */
export function lookOf({ paint, columns, stackFlag, flags }: Terminal): ViewOptions {
  return { paint, width: columns(), stackFlag, flags };
}
