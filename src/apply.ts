import { applyPlan, type ApplyOptions as EngineOptions } from "./engine/apply-plan.ts";
import type { ApplyResult } from "./engine/events.ts";
import type { Plan } from "./engine/plan.ts";
import type { Host } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { requireTarget } from "./require-target.ts";

export interface ApplyOptions extends EngineOptions {
  readonly host?: Host;
}

/**
 * Does what a plan says: resolves secrets, locks, looks again, runs the operations, verifies each server by a handshake, and with
 * `rollbackOnFailure` (the default) returns to the last stable revision when something fails. How it ended is in the result's `outcome`.
 *
 * @throws {DiagnosticError} when the state cannot be read or written, or a secret cannot be had; nothing was changed then.
 */
export async function apply(plan: Plan, options: ApplyOptions = {}): Promise<ApplyResult> {
  const { host = createNodeHost(), ...rest } = options;
  return applyPlan(plan, requireTarget(plan.target), host, rest);
}
