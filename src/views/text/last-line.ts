import type { ViewOptions } from "../view-options.ts";
import { displayWidth } from "./display-width.ts";

/** The line a person looks for: what came out of it, and the command to type next, which is never cut. Both are plain text. */
export function lastLine(summary: string, next: string, { paint, width }: ViewOptions): string {
  if (next === "") return `${paint.bold(summary)}\n`;
  const gap = displayWidth(summary) + 3 + displayWidth(next) <= width ? "   " : "\n";
  return `${paint.bold(summary)}${gap}${paint.cyan(next)}\n`;
}
