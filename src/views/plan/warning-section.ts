import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { place } from "../text/place.ts";
import { type PlacedLine, placedLines } from "../text/placed-lines.ts";
import { visible } from "../text/visible.ts";
import type { ViewOptions } from "../view-options.ts";

/** More than that would push the changes off the screen. */
const mostShown = 10;

/** What a plan could not find out, or found odd: each in a line or two, with its place and what to do about it. */
export function warningSection(diagnostics: readonly Diagnostic[], options: ViewOptions): readonly string[] {
  const { paint } = options;
  const lines = diagnostics.slice(0, mostShown).flatMap((diagnostic): readonly PlacedLine[] => {
    const { severity, message, code, hint } = diagnostic;
    const [sign, colour] = severity === "info" ? (["i", paint.cyan] as const) : (["!", paint.yellow] as const);
    const text = `${visible(message)} (${code})`;
    const line: PlacedLine = { head: `  ${sign} `, paintHead: colour, text, overflow: "wrap", place: place(diagnostic.range) };
    if (hint === undefined) return [line];
    return [line, { head: "      ", text: `hint: ${visible(hint)}`, paintText: paint.dim, overflow: "wrap", place: "" }];
  });
  const hidden = diagnostics.length - mostShown;
  const more = hidden > 0 ? [paint.dim(`  … and ${hidden} more: mcpc plan --json has them all`)] : [];
  return [paint.bold("Worth knowing"), ...placedLines(lines, options), ...more];
}
