import type { Compilation } from "./compile.ts";
import type { Scope } from "./engine/scope.ts";
import type { Target } from "./engine/target.ts";
import type { RecordedEnvironment } from "./recorded-environment.ts";
import { requireDeployable } from "./require-deployable.ts";

/** What everything that only needs to know the environment goes by. */
export interface Environment {
  readonly scope: Scope;
  readonly target: Target;
  readonly ignore: readonly string[];
  readonly inputDigest: string;
}

/**
 * The environment that a compilation is for, or that records tell of.
 *
 * @throws {DiagnosticError} with the compilation's own errors.
 */
export function environmentOf(where: Compilation | RecordedEnvironment): Environment {
  if ("recorded" in where) {
    const { scope, target, recorded } = where;
    return { scope, target, ignore: recorded.ignore ?? [], inputDigest: recorded.inputDigest };
  }
  const { scope, target, model } = requireDeployable(where);
  return {
    scope,
    target,
    ignore: model.ignore,
    // Made when somebody asks, as in the compilation.
    get inputDigest() {
      return where.inputDigest;
    },
  };
}
