import { catalogue } from "../catalogue/index.ts";
import type { DiagnosticDefinition } from "../definition.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { SourceFile, SourceRange } from "../source.ts";
import { orderedDiagnostics } from "./ordered.ts";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = { error: "error", warning: "warning", info: "note" };

/** Diagnostics as a SARIF 2.1.0 log (OASIS), for code scanning. Every rule that occurs carries its page as help; `version` is that of mcpc. */
export function renderSarif(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[], version: string): string {
  const ordered = orderedDiagnostics(diagnostics, sources);
  const codes = [...new Set(ordered.map((diagnostic) => diagnostic.code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "mcpc", semanticVersion: version, rules: codes.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: ordered.map((diagnostic) => resultOf(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(code: string): object {
  const definition: DiagnosticDefinition<never> | undefined = Object.entries(catalogue).find(([known]) => known === code)?.[1];
  if (definition === undefined) return { id: code };
  return {
    id: code,
    shortDescription: { text: definition.title },
    fullDescription: { text: definition.page.why },
    help: { text: plainPage(definition), markdown: markdownPage(definition) },
    defaultConfiguration: { level: levels[definition.severity] },
  };
}

function plainPage({ page }: DiagnosticDefinition<never>): string {
  return `${page.why}\n\nWrong:\n\n${page.wrong.trimEnd()}\n\nRight:\n\n${page.right.trimEnd()}\n`;
}

function markdownPage({ page }: DiagnosticDefinition<never>): string {
  return `${page.why}\n\nWrong:\n\n\`\`\`\n${page.wrong.trimEnd()}\n\`\`\`\n\nRight:\n\n\`\`\`\n${page.right.trimEnd()}\n\`\`\`\n`;
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): object {
  const { code, severity, message, hint, range, related, suggestion } = diagnostic;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}\nhint: ${hint}` },
    locations: range === undefined ? [] : [{ physicalLocation: physicalLocation(range) }],
    ...(related === undefined || related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            physicalLocation: physicalLocation(place.range),
            message: { text: place.message },
          })),
        }),
    ...(suggestion === undefined
      ? {}
      : {
          fixes: [
            {
              description: { text: `write "${suggestion.text}"` },
              artifactChanges: [
                {
                  artifactLocation: { uri: uriOf(suggestion.range.file) },
                  replacements: [{ deletedRegion: regionOf(suggestion.range), insertedContent: { text: suggestion.text } }],
                },
              ],
            },
          ],
        }),
  };
}

function physicalLocation(range: SourceRange): object {
  return { artifactLocation: { uri: uriOf(range.file) }, region: regionOf(range) };
}

function regionOf({ start, end }: SourceRange): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A path as URI reference (RFC 3986); relative paths stay relative to where the log is read. */
function uriOf(path: string): string {
  const encoded = path.toWellFormed().split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}
