import type { Compilation } from "./compile.ts";
import type { Plan } from "./engine/plan.ts";
import { planRollback as planEngineRollback } from "./engine/rollback.ts";
import { environmentOf } from "./environment-of.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import type { RecordedEnvironment } from "./recorded-environment.ts";

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
export async function planRollback(where: Compilation | RecordedEnvironment, options: RollbackOptions = {}): Promise<Plan> {
  const { scope, target, ignore } = environmentOf(where);
  return planEngineRollback({ scope, target, revision: options.revision, ignore }, options.host ?? createNodeHost());
}
