import type { Diagnostic } from "../diagnostic.ts";
import type { SourceFile } from "../source.ts";

/**
 * Diagnostics as a reader goes through them: file by file in the order they were read, top to bottom, each problem once. What has no place
 * in a file comes last.
 */
export function orderedDiagnostics(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): Diagnostic[] {
  const fileOrder = new Map(sources.map((source, index) => [source.path, index]));
  const rank = (diagnostic: Diagnostic): number =>
    diagnostic.range === undefined ? Number.POSITIVE_INFINITY : (fileOrder.get(diagnostic.range.file) ?? sources.length);
  const seen = new Set<string>();
  const unique = diagnostics.filter(({ code, message, range }) => {
    const key = `${code} ${range?.file} ${range?.start.offset} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
  return unique.sort((a, b) => {
    const [rankA, rankB] = [rank(a), rank(b)];
    if (rankA !== rankB) return rankA < rankB ? -1 : 1;
    return (a.range?.start.offset ?? 0) - (b.range?.start.offset ?? 0);
  });
}
