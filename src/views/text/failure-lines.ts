import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { wrap } from "../../diagnostics/render/wrap.ts";
import type { ViewOptions } from "../view-options.ts";
import { place } from "./place.ts";
import { shortenEnd } from "./shorten.ts";
import { visible, visibleLines } from "./visible.ts";

const indent = " ".repeat(6);

/**
 * What is known about a failure below its headline, which was the message of the first diagnostic: the last lines of its log, the place
 * and the hint of the first, then the other diagnostics.
 */
export function failureLines(
  diagnostics: readonly Diagnostic[],
  logTail: readonly string[],
  { paint, width }: ViewOptions,
): readonly string[] {
  const room = width - indent.length - 1;
  const tail = logTail.flatMap(visibleLines).map((line) => `${indent}  ${paint.dim("│")} ${shortenEnd(line, room - 4)}`);
  const findings = diagnostics.flatMap((diagnostic, index) => {
    const words = index === 0 ? [] : [`${diagnostic.code}: ${diagnostic.message}`];
    if (diagnostic.range !== undefined) words.push(`at ${place(diagnostic.range)}`);
    if (diagnostic.hint !== undefined) words.push(`hint: ${diagnostic.hint}`);
    return words.flatMap((text) => wrap(visible(text), room)).map((line) => indent + line);
  });
  return [...tail, ...findings];
}
