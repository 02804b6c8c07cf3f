/**
 * Characters that move a terminal's cursor, change its state or reorder what is read: C0, DEL, C1, line and paragraph separators, and the
 * bidirectional controls behind "Trojan Source" (CVE-2021-42574).
 */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;
const unsafeGlobal = new RegExp(unsafe.source, "g");

/** Text from a user's file, made safe to print: control characters become `\u{1b}`, a lone surrogate becomes U+FFFD. */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(unsafeGlobal, escapeCharacter);
}

/** One character (grapheme) as it is drawn, and how many columns of a terminal that takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** UTF-16 offset in the text that was split. */
  readonly offset: number;
}

const tab = "    ";

/** Splits a line into what a terminal draws: tabs become four spaces, control characters are escaped, wide characters count two. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  for (const { segment, index } of segmentsOf(line)) {
    const text = segment === "\t" ? tab : visibleText(segment);
    cells.push({ text, width: segment === "\t" ? tab.length : widthOf(text), offset: index });
  }
  return cells;
}

/** Columns that a text takes; the text is already visible. */
export function widthOf(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmentsOf(text)) width += wide.test(segment) ? 2 : zeroWidth.test(segment) ? 0 : 1;
  return width;
}

function segmentsOf(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  if (/^[\u0000-\u007e]*$/.test(text)) return Array.from(text, (segment, index) => ({ segment, index }));
  return new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
}

/** Unicode East Asian Wide and Fullwidth blocks (UAX #11), and everything shown as an emoji. */
const wide =
  /^(?:\p{Emoji_Presentation}|.*\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}])/u;
const zeroWidth = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

function escapeCharacter(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}
