import type { Compilation } from "./compile.ts";
import { hasErrors } from "./diagnostics/diagnostic.ts";
import { DiagnosticError } from "./diagnostics/diagnostic-error.ts";
import type { Scope } from "./engine/scope.ts";
import type { Target } from "./engine/target.ts";
import type { Model } from "./model/model.ts";

/** A compilation that can be compared with an environment. */
export interface Deployable {
  readonly model: Model;
  readonly target: Target;
  readonly scope: Scope;
}

/**
 * Narrows a compilation to one without errors.
 *
 * @throws {DiagnosticError} with the compilation's own errors.
 */
export function requireDeployable({ model, target, scope, diagnostics }: Compilation): Deployable {
  if (hasErrors(diagnostics) || model === undefined || target === undefined || scope === undefined) {
    throw new DiagnosticError(...diagnostics.filter((diagnostic) => diagnostic.severity === "error"));
  }
  return { model, target, scope };
}
