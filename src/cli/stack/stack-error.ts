import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { SourceFile } from "../../diagnostics/source.ts";

/** A stack that cannot be used: its diagnostics, and the texts to quote beside them. */
export class StackError extends DiagnosticError {
  readonly sources: readonly SourceFile[];

  constructor(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]) {
    super(...diagnostics);
    this.sources = sources;
  }
}
