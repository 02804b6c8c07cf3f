import type { Compilation } from "./compile.ts";
import type { Plan } from "./engine/plan.ts";
import { planRollback as planEngineRollback } from "./engine/rollback.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { requireDeployable } from "./require-deployable.ts";

export interface RollbackOptions {
  /** Default: the last stable revision that is not the present one. */
  readonly revision?: number;
  readonly host?: ReadOnlyHost;
}

/**
 * The plan that puts an earlier revision back; `apply` carries it out like any other.
 *
 * @throws {DiagnosticError} when there is no such revision, or it is what runs already.
 */
export async function planRollback(compilation: Compilation, options: RollbackOptions = {}): Promise<Plan> {
  const { scope, target, model } = requireDeployable(compilation);
  return planEngineRollback({ scope, target, revision: options.revision, ignore: model.ignore }, options.host ?? createNodeHost());
}
