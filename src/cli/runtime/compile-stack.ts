import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";

/** Where mcpc-runtime.mjs runs there is no stack file, and no compiler for one; the build puts this in place of `../stack/compile-stack.ts`. */
export function compileStack(): Promise<never> {
  return Promise.reject(new DiagnosticError(diagnose("MCPC6371", {})));
}

/** @throws {DiagnosticError} always, though nobody comes here without a stack. */
export function requireLive(): never {
  throw new DiagnosticError(diagnose("MCPC6371", {}));
}
