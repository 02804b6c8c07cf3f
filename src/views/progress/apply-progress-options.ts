import type { Paint } from "../../diagnostics/render/paint.ts";
import type { ApplyEvent } from "../../engine/events.ts";
import type { Operation } from "../../engine/operation.ts";

export interface ApplyProgressOptions {
  readonly paint: Paint;
  readonly write: (text: string) => void;
  /** Columns and rows of the terminal at this moment. */
  readonly width: () => number;
  readonly height?: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The plan's operations, so that what waits can be shown too. */
  readonly operations?: readonly Operation[];
}

export interface ApplyProgress {
  readonly handle: (event: ApplyEvent) => void;
  /** Moves spinners and seconds on; call it about ten times a second on a terminal. Does nothing on a pipe. */
  readonly tick: () => void;
  /** Leaves nothing that moves; call it in any case, also when interrupted. */
  readonly finish: () => void;
}
