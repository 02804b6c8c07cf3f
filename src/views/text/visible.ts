import { visibleText } from "../../diagnostics/render/visible-text.ts";

/** Text of a user or a server on one line of a terminal: nothing in it can move the cursor, change colours or turn text around. */
export function visible(text: string): string {
  return visibleText(text.replaceAll("\t", "  "));
}

/** The same for a text of several lines; each comes without its line end. */
export function visibleLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map(visible);
}
