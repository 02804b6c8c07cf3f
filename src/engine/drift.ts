import type { ReadOnlyHost } from "../host/host.ts";
import type { Change } from "./change.ts";
import { requireLive } from "./plan/live-target.ts";
import { FieldNames } from "./reconcile/field-names.ts";
import { findDrift } from "./reconcile/find-drift.ts";
import { IgnoreRules } from "./reconcile/ignore-rules.ts";
import type { Scope } from "./scope.ts";
import { readState } from "./state/read-state.ts";
import type { Target } from "./target.ts";

export interface DriftInput {
  readonly scope: Scope;
  readonly target: Target;
  /** JSON pointers that start with an address: what may differ without being reported. */
  readonly ignore?: readonly string[];
}

/**
 * What changed behind our back since the last apply, whatever the stack file asks for now. Only looks.
 *
 * @throws {DiagnosticError} when the state or the environment cannot be read.
 */
export async function detectDrift({ scope, target, ignore = [] }: DriftInput, host: ReadOnlyHost): Promise<readonly Change[]> {
  const live = requireLive(target);
  const [stored, snapshot] = await Promise.all([readState(host, scope.stateDirectory), live.observe(scope, host)]);
  const observed = new Map(snapshot.resources.map((resource) => [resource.address, resource]));
  const names = new FieldNames(live.fieldNames);
  return findDrift(stored.current, observed, new IgnoreRules(ignore, names), names).toSorted((a, b) => (a.address < b.address ? -1 : 1));
}
