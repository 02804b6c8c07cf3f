import { widthOf } from "../../diagnostics/render/visible-text.ts";
import type { ViewOptions } from "../view-options.ts";

/** The line a person looks for: what came out of it, and the command to type next, which is never cut. Both are plain text. */
export function lastLine(summary: string, next: string, { paint, width }: ViewOptions): string {
  if (next === "") return `${paint.bold(summary)}\n`;
  const gap = widthOf(summary) + 3 + widthOf(next) <= width ? "   " : "\n";
  return `${paint.bold(summary)}${gap}${paint.cyan(next)}\n`;
}
