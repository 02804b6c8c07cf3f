import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { addressName } from "../../model/address.ts";
import { once } from "../../model/once.ts";
import { spreadLazily } from "../../model/spread-lazily.ts";
import { version } from "../../model/version.ts";
import type { Change } from "../change.ts";
import type { Plan, PlanRequest, PlanSummary } from "../plan.ts";
import { reconcile } from "../reconcile.ts";
import type { Snapshot } from "../resource.ts";
import { fingerprintSnapshot } from "../snapshot-fingerprint.ts";
import type { StoredState } from "../state/read-state.ts";
import type { LiveTarget } from "../target.ts";

/** What is wanted, and how it was asked for. A plan holds all of it, so that apply can compute the plan again. */
export type PlanBasis = Pick<
  Plan,
  "mode" | "of" | "scope" | "desired" | "secrets" | "artifacts" | "inputDigest" | "artifactDigest" | "diagnostics"
> & { readonly request: PlanRequest };

/** What was found. */
export interface Findings {
  readonly stored: StoredState;
  readonly snapshot: Snapshot;
  readonly fingerprints: Readonly<Record<string, string>>;
}

/**
 * The plan that leads from what was found to what is wanted. Pure.
 *
 * @throws {DiagnosticError} when what is wanted must not be done at all.
 */
export function assemblePlan(basis: PlanBasis, found: Findings, live: Pick<LiveTarget, "expand" | "fieldNames">): Plan {
  const { stored, snapshot, fingerprints } = found;
  refuseOtherTarget(basis, stored);
  const { changes, drift, diagnostics } = reconcile({
    mode: basis.mode,
    desired: basis.desired,
    snapshot,
    inventory: stored.state.inventory,
    ...(stored.current !== undefined && { prior: stored.current }),
    ...(stored.stable !== undefined && { former: stored.stable.desired }),
    fingerprints,
    request: basis.request,
    ...(live.fieldNames !== undefined && { fieldNames: live.fieldNames }),
  });
  refuseEmpty(basis, changes);
  refuseForeign(basis, snapshot);
  const fingerprint = once(() => fingerprintSnapshot(snapshot));
  // What only an apply or a saved plan reads stays unmade until then.
  return spreadLazily(spreadLazily({ formatVersion: "1.0", tool: `mcpc ${version}` } as const, basis), {
    target: basis.scope.target,
    ...(snapshot.where !== undefined && { where: snapshot.where }),
    environment: basis.scope.environment,
    stack: basis.scope.stack,
    lineage: stored.state.lineage,
    priorRevision: stored.state.revision,
    get snapshotFingerprint() {
      return fingerprint();
    },
    drift,
    changes,
    operations: live.expand(changes, basis.desired, snapshot),
    summary: summarise(changes),
    diagnostics: [...basis.diagnostics, ...otherPlace(snapshot, stored), ...diagnostics],
  });
}

/** What to plan again from, of a plan that was made before. */
export function basisOf(plan: Plan): PlanBasis {
  const { mode, of, scope, desired, secrets, artifacts, inputDigest, artifactDigest, request = noRequest } = plan;
  const basis = { mode, scope, desired, secrets, artifacts, inputDigest, artifactDigest, request, diagnostics: [] };
  return of === undefined ? basis : { ...basis, of };
}

export const noRequest: PlanRequest = { ignore: [], restart: [], allowEmpty: false, destroyData: false };

export function summarise(changes: readonly Change[]): PlanSummary {
  const count = (action: Change["action"]) => changes.filter((change) => change.action === action).length;
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    restart: count("restart"),
    adopt: count("adopt"),
    noop: count("no-op"),
  };
}

/** Whatever runs on another target would be out of sight for good. */
function refuseOtherTarget({ scope }: PlanBasis, { state, current }: StoredState): void {
  if (state.inventory.length === 0 || current?.target === undefined || current.target === scope.target) return;
  const { environment, target: now } = scope;
  throw new DiagnosticError(diagnose("MCPC6025", { environment, revision: current.revision, was: current.target, now }));
}

/** Another engine than last time, and nothing of ours on it: more often a slip than a wish to begin anew. */
function otherPlace({ where, resources }: Snapshot, { state, current }: StoredState): readonly Diagnostic[] {
  const known = new Set(state.inventory);
  if (where === undefined || current?.where === undefined || where === current.where || known.size === 0) return [];
  if (resources.some(({ address }) => known.has(address))) return [];
  return [diagnose("MCPC6026", { revision: current.revision, was: current.where, now: where })];
}

function refuseEmpty({ mode, desired, request }: PlanBasis, changes: readonly Change[]): void {
  const removed = changes.filter(({ action }) => action === "delete").map(({ address }) => address);
  if (mode === "destroy" || desired.length > 0 || request.allowEmpty || removed.length === 0) return;
  throw new DiagnosticError(diagnose("MCPC6021", { addresses: removed }));
}

/** Something that is not ours has the address, or the bare name, of something that is to be created. */
function refuseForeign({ desired }: PlanBasis, { foreign, resources }: Snapshot): void {
  const taken = new Set(foreign);
  const ours = new Set(resources.map(({ address }) => address));
  const names = desired
    .filter(({ address }) => !ours.has(address) && (taken.has(address) || taken.has(addressName(address))))
    .map(({ address }) => address);
  if (names.length > 0) throw new DiagnosticError(diagnose("MCPC6023", { names }));
}
