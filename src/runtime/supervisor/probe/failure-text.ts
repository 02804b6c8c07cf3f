import { DiagnosticError } from "../../../diagnostics/diagnostic-error.ts";

/** Code of the diagnostic an error carries. MCPC6304 (asks for credentials) means alive; MCPC6306 means that the question ended it. */
export function diagnosticCode(error: unknown): string | undefined {
  return error instanceof DiagnosticError ? error.diagnostics[0]?.code : undefined;
}

/** What to tell of an error, without the code of its diagnostic. */
export function failureText(error: unknown): string {
  if (error instanceof DiagnosticError) return error.diagnostics[0]?.message ?? error.message;
  return error instanceof Error ? error.message : String(error);
}
