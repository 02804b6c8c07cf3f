import type { ViewOptions } from "../view-options.ts";

export interface PlanViewOptions extends ViewOptions {
  /** The stack file as the user would type it; `mcp.stack.yaml` unless said otherwise. */
  readonly file?: string;
  /** When the prior revision was made and what time it is, both in milliseconds since the epoch. */
  readonly priorTime?: number;
  readonly now?: number;
  /** The command to type next; an empty text shows none. Default: `mcpc apply -e ENVIRONMENT` or its like. */
  readonly next?: string;
}
