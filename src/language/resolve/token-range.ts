import type { SourceRange } from "../../diagnostics/source.ts";
import type { ScalarNode } from "../node.ts";
import type { SourceText } from "../parse/source-text.ts";

/** Source texts by the path that diagnostics show. */
export type Sources = ReadonlyMap<string, SourceText>;

/**
 * Place of a piece of a scalar's text (offsets in its value). Quotes, escapes and line folding make the text in the file differ from
 * the value, so the piece is looked for by what it says; where it cannot be found, the whole scalar is the place.
 */
export function tokenRange(sources: Sources, node: ScalarNode, text: string, start: number, end: number): SourceRange {
  const source = sources.get(node.range.file);
  if (source === undefined || start >= end) return node.range;
  const from = node.range.start.offset;
  const written = source.text.slice(from, node.range.end.offset);
  const piece = text.slice(start, end);
  let at = written.indexOf(piece);
  for (let before = text.indexOf(piece); before >= 0 && before < start && at >= 0; before = text.indexOf(piece, before + 1)) {
    at = written.indexOf(piece, at + 1);
  }
  return at < 0 ? node.range : source.range(from + at, from + at + piece.length);
}
