import { catalogue } from "../catalogue/index.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { SourceFile } from "../source.ts";
import { orderedDiagnostics } from "./ordered.ts";
import { visibleText } from "./visible-text.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** Diagnostics as workflow commands of GitHub Actions (`::error file=…,line=…::message`), one per line. */
export function renderGithub(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): string {
  return orderedDiagnostics(diagnostics, sources)
    .map((diagnostic) => `${renderOne(diagnostic)}\n`)
    .join("");
}

function renderOne(diagnostic: Diagnostic): string {
  const { code, severity, hint, suggestion } = diagnostic;
  const properties = Object.entries({ ...placeOf(diagnostic), title: titleOf(code) }).map(
    ([name, value]) => `${name}=${escapeProperty(value)}`,
  );
  const lines = [visibleText(diagnostic.message)];
  if (suggestion !== undefined) lines.push(`did you mean "${visibleText(suggestion.text)}"?`);
  if (hint !== undefined) lines.push(`hint: ${visibleText(hint)}`);
  return `::${commands[severity]} ${properties.join(",")}::${escapeData(lines.join("\n"))}`;
}

function placeOf({ range }: Diagnostic): Record<string, string> {
  if (range === undefined) return {};
  const { file, start, end } = range;
  const lines = { file: visibleText(file), line: String(start.line), endLine: String(end.line) };
  // Columns are taken only for a place within one line; the end is the last column inside.
  if (start.line !== end.line) return { ...lines, col: String(start.column) };
  return { ...lines, col: String(start.column), endColumn: String(Math.max(start.column, end.column - 1)) };
}

function titleOf(code: string): string {
  const title = Object.entries(catalogue).find(([known]) => known === code)?.[1].title;
  return title === undefined ? code : `${code} ${title}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
