import { widthOf } from "../../diagnostics/render/visible-text.ts";
import { wrap } from "../../diagnostics/render/wrap.ts";
import { once } from "../../model/once.ts";

const ellipsis = "…";
/** Costs ten milliseconds, and most texts are short enough. */
const segmenter = once(() => new Intl.Segmenter("en", { granularity: "grapheme" }));

/** At most `width` columns: what is too long loses its middle, so that both ends can still be recognised. */
export function shortenMiddle(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 1) return ellipsis;
  const pieces = graphemesOf(text);
  const head = take(pieces, Math.ceil((width - 1) / 2));
  const tail = take(pieces.toReversed(), width - 1 - widthOf(head.join("")));
  return [...head, ellipsis, ...tail.toReversed()].join("");
}

/** At most `width` columns: what is too long loses its end. */
export function shortenEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return [...take(graphemesOf(text), Math.max(0, width - 1)), ellipsis].join("");
}

/** At most `width` columns: what is too long loses words at its end, so that those which stay can be read. */
export function shortenWords(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const [first = ""] = wrap(text, width - 2);
  return shortenEnd(`${first} ${ellipsis}`, width);
}

/**
 * Two texts to be compared, each at most `width` columns. Where cutting the middle would make them look the same, the part before the
 * first difference goes instead.
 */
export function shortenPair(before: string, after: string, width: number): readonly [string, string] {
  const short: readonly [string, string] = [shortenMiddle(before, width), shortenMiddle(after, width)];
  if (short[0] !== short[1] || before === after) return short;
  const start = Math.max(0, firstDifference(before, after) - Math.min(8, Math.floor(width / 4)));
  return [shortenEnd(ellipsis + before.slice(start), width), shortenEnd(ellipsis + after.slice(start), width)];
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

function take(pieces: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let used = 0;
  for (const piece of pieces) {
    used += widthOf(piece);
    if (used > width) break;
    taken.push(piece);
  }
  return taken;
}

function graphemesOf(text: string): readonly string[] {
  return Array.from(segmenter().segment(text), ({ segment }) => segment);
}
