import type { Diagnostic } from "./diagnostic.ts";

/**
 * Carries diagnostics across an effectful boundary (a driver, the daemon, a file system that is full) where
 * returning them is not possible. Pure passes return diagnostics instead.
 */
export class DiagnosticError extends Error {
  override readonly name = "DiagnosticError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`).join("\n"));
    this.diagnostics = diagnostics;
  }
}
