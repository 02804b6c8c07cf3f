import type { Action } from "./engine/change.ts";
import type { Plan } from "./engine/plan.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import type { Address } from "./model/address.ts";
import { requireTarget } from "./require-target.ts";

/** One resource that apply would change: what it is and what it would be. Specs hold references, never the value of a secret. */
export interface ResourceDiff {
  readonly address: Address;
  readonly action: Action;
  /** The reason of the change in words. */
  readonly reason: string;
  /** The spec it runs with, as far as the environment can tell; absent when it does not exist. */
  readonly before?: unknown;
  /** Absent when it would be removed. */
  readonly after?: unknown;
}

/**
 * The whole specs behind the changes of a plan, to be compared as text. Only looks.
 *
 * @throws {DiagnosticError} when the environment cannot be read.
 */
export async function diff(plan: Plan, options: { readonly host?: ReadOnlyHost } = {}): Promise<readonly ResourceDiff[]> {
  const changes = plan.changes.filter((change) => change.action !== "no-op");
  if (changes.length === 0) return [];
  const snapshot = await requireTarget(plan.target).live?.observe(plan.scope, options.host ?? createNodeHost());
  const before = new Map(snapshot?.resources.map((resource) => [resource.address, resource.spec]));
  const after = new Map(plan.desired.map((resource) => [resource.address, resource.spec]));
  return changes.map(({ address, action, reason }) => ({
    address,
    action,
    reason,
    ...(before.has(address) ? { before: before.get(address) } : {}),
    ...(after.has(address) ? { after: after.get(address) } : {}),
  }));
}
