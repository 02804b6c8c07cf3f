import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Operation } from "../operation.ts";
import { type Redact, redactDiagnostic } from "../secrets/redact.ts";

/** An operation that failed, or whose result does not work. Holds no secret value. */
export class OperationFailure extends Error {
  override readonly name = "OperationFailure";
  readonly diagnostics: readonly Diagnostic[];
  /** Last lines of the resource's log. */
  readonly logTail: readonly string[];

  constructor(diagnostics: readonly Diagnostic[], logTail: readonly string[] = []) {
    super(diagnostics.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
    this.logTail = logTail;
  }
}

/** Whatever was thrown while an operation ran, as a failure that can be shown. */
export function failureOf(error: unknown, { type, address }: Operation, redact: Redact): OperationFailure {
  if (error instanceof OperationFailure) return error;
  const diagnostics =
    error instanceof DiagnosticError
      ? error.diagnostics
      : [diagnose("MCPC6030", { type, address, reason: error instanceof Error ? error.message : String(error) }, { address })];
  return new OperationFailure(diagnostics.map((diagnostic) => redactDiagnostic(diagnostic, redact)));
}
