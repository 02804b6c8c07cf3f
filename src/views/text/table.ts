import { widthOf } from "../../diagnostics/render/visible-text.ts";
import { shortenMiddle } from "./shorten.ts";

/** One field of a table: plain text, and how it is painted once its width is settled. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

export interface Column {
  readonly align?: "left" | "right";
  /** May lose its middle down to so many columns when the table is too wide. Columns without it are never cut. */
  readonly shrinkTo?: number;
}

export interface TableOptions {
  readonly width: number;
  readonly indent?: string;
  /** Between columns; two spaces unless said otherwise. */
  readonly gap?: string;
}

/** Lines with aligned columns, no wider than `width` as far as the columns that may shrink allow. Cells hold no control characters. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], options: TableOptions): readonly string[] {
  const { indent = "", gap = "  " } = options;
  const widths = narrow(columns, naturalWidths(columns, rows), options.width - indent.length - gap.length * (columns.length - 1));
  return rows.map((row) => {
    const last = row.findLastIndex((cell) => cellText(cell) !== "");
    return (
      indent +
      row
        .slice(0, last + 1)
        .map((cell, index) => pad(cell, columns[index], widths[index] ?? 0, index === last))
        .join(gap)
    );
  });
}

function naturalWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[]): number[] {
  return columns.map((_, index) => rows.reduce((widest, row) => Math.max(widest, widthOf(cellText(row[index] ?? ""))), 0));
}

/** Takes columns away from the widest one that may shrink, until everything fits or nothing can give any more. */
function narrow(columns: readonly Column[], widths: number[], room: number): readonly number[] {
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const slack = widths.map((width, index) => width - (columns[index]?.shrinkTo ?? width));
    const widest = slack.indexOf(Math.max(...slack));
    if ((slack[widest] ?? 0) <= 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return widths;
}

function pad(cell: Cell, column: Column | undefined, width: number, isLast: boolean): string {
  const text = shortenMiddle(cellText(cell), width);
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  const painted = typeof cell === "string" ? text : cell.paint(text);
  if (column?.align === "right") return space + painted;
  return isLast ? painted : painted + space;
}

function cellText(cell: Cell): string {
  return typeof cell === "string" ? cell : cell.text;
}
