import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type Address, addressName } from "../model/address.ts";
import type { Change } from "./change.ts";
import { orderByDependency } from "./order.ts";
import type { PlanRequest } from "./plan.ts";
import { type Circumstances, compareResource } from "./reconcile/compare-resource.ts";
import { FieldNames, type NamedFields } from "./reconcile/field-names.ts";
import { findDrift } from "./reconcile/find-drift.ts";
import { IgnoreRules } from "./reconcile/ignore-rules.ts";
import { changedReason, joinNames } from "./reconcile/reasons.ts";
import type { DesiredResource, ObservedByAddress, ObservedResource, Snapshot } from "./resource.ts";
import type { Revision } from "./revision.ts";

export interface ReconcileInput {
  readonly mode: Revision["mode"];
  readonly desired: readonly DesiredResource[];
  readonly snapshot: Snapshot;
  /** Addresses that we put there, as far as it was written down. Only these are ever deleted. */
  readonly inventory: readonly Address[];
  /** The present revision. */
  readonly prior?: Revision;
  /** Resources of earlier revisions that may still be there: they tell what depended on what. */
  readonly former?: readonly DesiredResource[];
  /** Secret name → fingerprint of its value now, as far as it is known. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly request: PlanRequest;
  /** See `LiveTarget`. */
  readonly fieldNames?: NamedFields;
}

export interface Reconciled {
  /** What is needed to get from what is there to what is wanted, no-ops included, each after what it waits for. */
  readonly changes: readonly Change[];
  /** What changed behind our back. */
  readonly drift: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Compares what is wanted with what is there. Pure: equal input in any order gives equal output. */
export function reconcile(input: ReconcileInput): Reconciled {
  const names = new FieldNames(input.fieldNames);
  const ignore = new IgnoreRules(input.request.ignore, names);
  const { observed, diagnostics } = observedByAddress(input);
  const kept = keptChanges(input, observed, { ignore, names });
  const { removed, orphans } = removals(input, observed);
  const needs = neededBy(input, removed);
  const acting = new Set(
    [...kept, ...removed].filter(({ action }) => action !== "no-op" && action !== "adopt").map(({ address }) => address),
  );
  const ordered = orderByDependency(
    [...kept, ...removed],
    ({ address }) => address,
    ({ address }) => needs.get(address) ?? [],
  );
  return {
    changes: ordered.map((change) => withAfter(change, needs, acting)),
    drift: sortByAddress(findDrift(input.prior, observed, ignore, names)),
    diagnostics: orphans.length === 0 ? diagnostics : [...diagnostics, diagnose("MCPC6022", { addresses: orphans })],
  };
}

/** One thing per address. Of leftovers with the same address the one that is as wanted is managed, else the first by version. */
function observedByAddress({ snapshot, desired }: ReconcileInput) {
  const hashes = new Map(desired.map(({ address, specHash }) => [address, specHash]));
  const rank = (resource: ObservedResource) => `${resource.specHash === hashes.get(resource.address) ? 0 : 1} ${resource.version}`;
  const observed = new Map<Address, ObservedResource>();
  const counts = new Map<Address, number>();
  for (const resource of snapshot.resources) {
    const known = observed.get(resource.address);
    if (known === undefined || rank(resource) < rank(known)) observed.set(resource.address, resource);
    counts.set(resource.address, (counts.get(resource.address) ?? 0) + 1);
  }
  const several = [...counts].filter(([, count]) => count > 1).sort(([a], [b]) => (a < b ? -1 : 1));
  return { observed, diagnostics: several.map(([address, count]) => diagnose("MCPC6024", { address, count }, { address })) };
}

function keptChanges(
  input: ReconcileInput,
  observed: ObservedByAddress,
  reading: Pick<Circumstances, "ignore" | "names">,
): readonly Change[] {
  const { desired, prior, fingerprints, request } = input;
  const before = new Map(prior?.desired.map((resource) => [resource.address, resource]));
  const recorded = new Set([...input.inventory, ...before.keys()]);
  const restart = new Set(request.restart);
  const changes = new Map<Address, Change>();
  /** Those after which a dependent has to start anew. */
  const renewing = new Map<Address, Change>();
  const inOrder = orderByDependency(
    desired,
    ({ address }) => address,
    ({ dependsOn }) => dependsOn.map(({ address }) => address),
  );
  for (const resource of inOrder) {
    const was = before.get(resource.address);
    const change = compareResource(resource, observed.get(resource.address), {
      ...(was !== undefined && { prior: was }),
      ...(prior !== undefined && was !== undefined && { recordedFingerprints: prior.secretFingerprints }),
      fingerprints,
      isRecorded: recorded.has(resource.address),
      restart: restart.has(resource.address),
      ...reading,
    });
    const restarted = restartedWith(resource, change, renewing);
    changes.set(resource.address, restarted);
    if (restarted.inPlace !== true) renewing.set(resource.address, restarted);
  }
  return [...changes.values()];
}

/** A dependent that asked for it is restarted after the thing it needs was made anew. */
function restartedWith(resource: DesiredResource, change: Change, changes: ReadonlyMap<Address, Change>): Change {
  if (change.action !== "no-op" && change.action !== "adopt" && change.inPlace !== true) return change;
  const renewed = resource.dependsOn.find(({ address, restart }) => {
    const action = changes.get(address)?.action ?? "no-op";
    return restart === true && action !== "no-op" && action !== "adopt";
  });
  if (renewed === undefined) return change;
  const reason = `"${addressName(renewed.address)}", which it needs, is made anew`;
  if (change.action === "update") {
    const { inPlace: _inPlace, ...update } = change;
    return { ...update, reason: `${changedReason(change.diff, [])}, and ${reason}` };
  }
  return { ...change, action: "restart", reasonCode: "dependency-replaced", reason, wait: "ready" };
}

/** What carries our mark and is not wanted: ours by the records, or left alone. */
function removals(input: ReconcileInput, observed: ObservedByAddress) {
  const { mode, desired, inventory, prior, request } = input;
  const wanted = new Set(desired.map(({ address }) => address));
  const ours = new Set([...inventory, ...(prior?.desired.map(({ address }) => address) ?? [])]);
  // What does not run any more may still have data.
  const perhaps = mode === "destroy" && request.destroyData ? ours : [];
  const unwanted = [...new Set([...observed.keys(), ...perhaps])].filter((address) => !wanted.has(address)).sort();
  const destroyed = { reasonCode: "destroy-requested", reason: "destroy was asked for" } as const;
  const dropped = {
    reasonCode: "removed-from-file",
    reason: mode === "rollback" ? "the earlier revision does not have it" : "it is no longer in the file",
  } as const;
  const removed = unwanted
    .filter((address) => ours.has(address))
    .map((address): Change => {
      const why = mode === "destroy" ? destroyed : keepingData(address, dropped, input.snapshot);
      return { address, action: "delete", ...why, diff: [], wait: "gone", ...(request.destroyData && { destroyData: true }) };
    });
  return { removed: [...withLeftData(removed, input)], orphans: unwanted.filter((address) => !ours.has(address)) };
}

/** Says of what is removed that its data is not. */
function keepingData<Why extends Pick<Change, "reason">>(address: Address, why: Why, { data = [] }: Snapshot): Why {
  return data.includes(addressName(address)) ? { ...why, reason: `${why.reason}; its data stays (destroy --data removes it)` } : why;
}

/** Data of what was removed earlier belongs to nothing that could be listed, so it goes with the environment itself. */
function withLeftData(removed: readonly Change[], { mode, request, snapshot }: ReconcileInput): readonly Change[] {
  const names = new Set(removed.map(({ address }) => addressName(address)));
  const left = (snapshot.data ?? []).filter((name) => !names.has(name));
  if (mode !== "destroy" || !request.destroyData || left.length === 0) return removed;
  const reason = `data of ${joinNames(left.map((name) => `"${name}"`))}, removed earlier, is still here`;
  const gateway: Change = {
    address: "gateway",
    action: "delete",
    reasonCode: "data-left",
    reason,
    diff: [],
    wait: "gone",
    destroyData: true,
  };
  return [...removed.filter(({ address }) => address !== "gateway"), gateway];
}

/** What each change waits for: what it needs, and for a removal everything that needed it. */
function neededBy({ desired, prior, former = [] }: ReconcileInput, removed: readonly Change[]): ReadonlyMap<Address, readonly Address[]> {
  const needs = new Map<Address, Address[]>(desired.map(({ address, dependsOn }) => [address, dependsOn.map((other) => other.address)]));
  const removing = new Map<Address, Address[]>(removed.map(({ address }) => [address, []]));
  for (const { address, dependsOn } of [...(prior?.desired ?? []), ...former]) {
    for (const other of dependsOn) removing.get(other.address)?.push(address);
  }
  for (const [address, dependents] of removing) needs.set(address, dependents);
  return needs;
}

function withAfter(change: Change, needs: ReadonlyMap<Address, readonly Address[]>, acting: ReadonlySet<Address>): Change {
  if (!acting.has(change.address)) return change;
  const after = [...new Set(needs.get(change.address))].filter((address) => address !== change.address && acting.has(address)).sort();
  return after.length === 0 ? change : { ...change, after };
}

function sortByAddress(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
}
