import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { version } from "../../model/version.ts";

/** What to tell about anything that was thrown: its own diagnostics, what the operating system said, or that it is a bug of ours. */
export function errorDiagnostics(error: unknown): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  const problem = firstLine(error);
  return [isSystemError(error) ? diagnose("MCPC6367", { reason: problem }) : diagnose("MCPC6366", { problem, version })];
}

/** Errors of system calls carry the name of the call; our own mistakes do not. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0] || "an error without a message";
}
