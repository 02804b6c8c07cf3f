import { widthOf } from "../../diagnostics/render/visible-text.ts";
import { wrap } from "../../diagnostics/render/wrap.ts";
import type { ViewOptions } from "../view-options.ts";

/** The line a person looks for: what came out of it, and the command to type next, which is never broken. Both are plain text. */
export function lastLine(summary: string, nextCommand: string, { paint, width, stackFlag }: ViewOptions): string {
  const next = stackFlag === undefined ? nextCommand : nextCommand.replace(/^mcpc (?!explain MCPC)/, () => `mcpc ${stackFlag} `);
  const lines = wrap(summary, width).map((line) => paint.bold(line));
  if (next === "") return `${lines.join("\n")}\n`;
  const gap = lines.length === 1 && widthOf(summary) + 3 + widthOf(next) <= width ? "   " : "\n";
  return `${lines.join("\n")}${gap}${paint.cyan(next)}\n`;
}
