import { widthOf } from "../../diagnostics/render/visible-text.ts";
import { wrap } from "../../diagnostics/render/wrap.ts";
import type { ViewOptions } from "../view-options.ts";
import { shortenMiddle } from "./shorten.ts";

/** One line of a listing: what it is, what is said about it, and the place in a file it comes from. All plain text. */
export interface PlacedLine {
  /** Starts the line; never cut. Already padded to its column. */
  readonly head: string;
  readonly paintHead?: (text: string) => string;
  /** Said beside the head. */
  readonly text: string;
  readonly paintText?: (text: string) => string;
  /** A long text is broken into lines, or loses its middle. */
  readonly overflow: "wrap" | "shorten";
  /** `mcp.stack.yaml:14`; shown in a column of its own, dim. */
  readonly place: string;
}

const gap = "   ";

/** Columns left for the text beside a head, in a listing whose longest place is `placeWidth` wide. */
export function textRoom(head: string, placeWidth: number, width: number): number {
  return Math.max(16, width - widthOf(head) - (placeWidth === 0 ? 0 : placeWidth + gap.length));
}

/** Lays the lines out so that all places start in one column, as far left as the texts allow. */
export function placedLines(lines: readonly PlacedLine[], { paint, width }: ViewOptions): readonly string[] {
  const placeWidth = Math.max(0, ...lines.map((line) => widthOf(line.place)));
  const laidOut = lines.map((line) => {
    const room = textRoom(line.head, line.place === "" ? 0 : placeWidth, width);
    return { line, texts: line.overflow === "wrap" ? wrap(line.text, room) : [shortenMiddle(line.text, room)] };
  });
  const column = Math.max(
    0,
    ...laidOut.filter(({ line }) => line.place !== "").map(({ line, texts }) => widthOf(line.head) + widthOf(texts[0] ?? "")),
  );
  return laidOut.flatMap(({ line, texts }) => {
    const { head, paintHead = same, paintText = same, place } = line;
    const [first = "", ...others] = texts;
    const space = " ".repeat(Math.max(0, column - widthOf(head) - widthOf(first)));
    const end = place === "" ? "" : space + gap + paint.dim(place);
    return [`${paintHead(head)}${paintText(first)}${end}`.trimEnd(), ...others.map((text) => " ".repeat(widthOf(head)) + paintText(text))];
  });
}

function same(text: string): string {
  return text;
}
