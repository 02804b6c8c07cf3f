import type { Position, SourceFile, SourceRange } from "../../src/diagnostics/source.ts";

/** The stretch of a file between `«` and `»`, and the file without them. */
export function marked(path: string, text: string): { readonly source: SourceFile; readonly range: SourceRange } {
  const start = text.indexOf("«");
  const end = text.indexOf("»") - 1;
  const clean = text.replace("«", "").replace("»", "");
  return { source: { path, text: clean }, range: { file: path, start: positionAt(clean, start), end: positionAt(clean, end) } };
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n"), offset };
}
