import type { Diagnostic } from "../diagnostic.ts";
import type { SourceFile } from "../source.ts";
import { orderedDiagnostics } from "./ordered.ts";

/** Diagnostics for a program: `{formatVersion: "1.0", diagnostics: […]}`, described by `schemas/diagnostics.schema.json`. */
export function renderJson(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): string {
  const ordered = orderedDiagnostics(diagnostics, sources).map(diagnosticJson);
  return jsonText({ formatVersion: "1.0", diagnostics: ordered });
}

/** A report as JSON, safe to show on a terminal; ends with a newline. */
export function jsonText(report: unknown): string {
  return `${escapeControls(JSON.stringify(report, undefined, 2))}\n`;
}

/** One diagnostic with its keys always in the same order; also for the `diagnostics` member of other reports. */
export function diagnosticJson({ code, severity, message, hint, address, range, related, suggestion, sensitive }: Diagnostic): Diagnostic {
  return { code, severity, message, hint, address, range, related, suggestion, sensitive };
}

/** JSON leaves DEL, C1 and the bidirectional controls as they are; a terminal that shows the report must not obey them. */
function escapeControls(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
