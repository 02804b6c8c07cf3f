import { widthOf } from "../../diagnostics/render/visible-text.ts";
import { wrap } from "../../diagnostics/render/wrap.ts";
import type { ViewOptions } from "../view-options.ts";

/** The line a person looks for: what came out of it, and the command to type next, which is never broken. Both are plain text. */
export function lastLine(summary: string, nextCommand: string, options: ViewOptions): string {
  const { paint, width } = options;
  const next = withFlags(nextCommand, options);
  const lines = wrap(summary, width).map((line) => paint.bold(line));
  if (next === "") return `${lines.join("\n")}\n`;
  const gap = lines.length === 1 && widthOf(summary) + 3 + widthOf(next) <= width ? "   " : "\n";
  return `${lines.join("\n")}${gap}${paint.cyan(next)}\n`;
}

/** The command as it finds the same stack and does the same to it. */
function withFlags(command: string, { stackFlag, flags }: ViewOptions): string {
  const [, verb, rest = ""] = /^mcpc (?!explain MCPC)(\S+)(.*)$/.exec(command) ?? [];
  if (verb === undefined) return command;
  return ["mcpc", ...(stackFlag === undefined ? [] : [stackFlag]), verb + rest, ...(flags?.[verb] ?? []), ...(flags?.every ?? [])].join(
    " ",
  );
}
