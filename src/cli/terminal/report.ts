import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { renderJson } from "../../diagnostics/render/json.ts";
import { renderText, type TextOptions } from "../../diagnostics/render/text.ts";
import type { SourceFile } from "../../diagnostics/source.ts";
import { lookOf, type Terminal } from "./terminal.ts";

/**
 * Prints diagnostics that are not a command's own result: for people on standard error, for programs on standard output, so that
 * `--json` gives exactly one JSON document however it ends.
 */
export function reportDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  options: { readonly sources?: readonly SourceFile[]; readonly json?: boolean } = {},
): void {
  if (diagnostics.length === 0) return;
  const { sources = [], json = false } = options;
  if (json) terminal.stdout.write(renderJson(diagnostics, sources));
  else terminal.stderr.write(renderText(diagnostics, sources, diagnosticLook(terminal)));
}

/** On a terminal lines are broken at words; elsewhere each message is one line, for editors and other programs to find. */
export function diagnosticLook(terminal: Terminal): TextOptions {
  return { ...lookOf(terminal), ...(terminal.isTerminal ? { wrapAt: terminal.columns() } : {}) };
}
