import type { SourceFile, SourceRange } from "../source.ts";
import { type Cell, cellsOf } from "./visible-text.ts";

/** Lines of source text with the token marked below them. Widths are in columns of a terminal. */
export interface CodeFrame {
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  readonly marker: { readonly indent: number; readonly length: number };
}

/** Cuts a frame out of a file: the line of the token, and before it the line above when `before` is set. Nothing for a place outside it. */
export function codeFrame(
  source: SourceFile,
  range: SourceRange,
  options: { readonly width: number; readonly before: boolean },
): CodeFrame | undefined {
  const { text } = source;
  const start = range.start.offset;
  if (start > text.length) return undefined;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = endOfLine(text, start);
  const token = { start, end: Math.max(start, Math.min(range.end.offset, lineEnd)) };
  const shown = windowAround(text, { start: lineStart, end: lineEnd }, token, options.width);
  const lines = [{ number: range.start.line, text: shown.text }];
  if (options.before && lineStart > 0) {
    const above = lineAbove(text, lineStart, options.width);
    if (above.trim() !== "") lines.unshift({ number: range.start.line - 1, text: above });
  }
  return { lines, marker: shown.marker };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  const end = newline < 0 ? text.length : newline;
  return end > from && text[end - 1] === "\r" ? end - 1 : end;
}

function lineAbove(text: string, lineStart: number, width: number): string {
  const start = text.lastIndexOf("\n", lineStart - 2) + 1;
  const end = Math.max(start, text[lineStart - 2] === "\r" ? lineStart - 2 : lineStart - 1);
  return windowAround(text, { start, end }, { start, end: start }, width).text;
}

/** The part of a line that fits into `width` columns and holds the token, with `…` where it was cut. */
function windowAround(text: string, line: Stretch, token: Stretch, width: number): { text: string; marker: CodeFrame["marker"] } {
  // A line of megabytes is cut before it is split into characters.
  const from = Math.max(line.start, token.start - width * 4);
  const to = Math.min(line.end, token.start + width * 8);
  const cells = cellsOf(text.slice(from, to));
  const first = cells.findIndex((cell) => cell.offset + from >= token.start);
  const tokenCell = first < 0 ? cells.length : first;
  const tokenWidth = widthOfCells(cells.filter((cell) => cell.offset + from >= token.start && cell.offset + from < token.end));

  const whole = from === line.start && to === line.end && widthOfCells(cells) <= width;
  const begin = whole ? 0 : windowStart(cells, tokenCell, width, tokenWidth, to === line.end);
  const cutBefore = begin > 0 || from > line.start;
  const kept = whole ? cells : takeWidth(cells.slice(begin), width - (cutBefore ? 1 : 0) - 1);
  const cutAfter = begin + kept.length < cells.length || to < line.end;
  const drawn = kept.map((cell) => cell.text).join("");
  const indent = (cutBefore ? 1 : 0) + widthOfCells(cells.slice(begin, tokenCell));
  const room = (cutBefore ? 1 : 0) + widthOfCells(kept) - indent;
  return {
    text: `${cutBefore ? "…" : ""}${drawn}${cutAfter ? "…" : ""}`.trimEnd(),
    marker: { indent, length: Math.max(1, Math.min(tokenWidth, room)) },
  };
}

/** Index of the first cell to show: a third of the width before the token, more when the line ends soon after it. */
function windowStart(cells: readonly Cell[], tokenCell: number, width: number, tokenWidth: number, reachesEnd: boolean): number {
  if (widthOfCells(cells.slice(0, tokenCell)) + Math.min(tokenWidth, width / 2) < width - 2) return 0;
  const rest = reachesEnd ? widthOfCells(cells.slice(tokenCell)) : width;
  let room = Math.max(Math.floor(width / 3), width - 2 - rest);
  let begin = tokenCell;
  while (begin > 0 && (cells[begin - 1]?.width ?? 0) <= room) {
    begin--;
    room -= cells[begin]?.width ?? 0;
  }
  return begin;
}

function takeWidth(cells: readonly Cell[], width: number): Cell[] {
  const taken: Cell[] = [];
  let used = 0;
  for (const cell of cells) {
    used += cell.width;
    if (used > width) break;
    taken.push(cell);
  }
  return taken;
}

function widthOfCells(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
