import type { Change } from "../../../src/engine/change.ts";
import type { DesiredResource, ObservedResource, Snapshot } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";
import type { LocalSpec } from "../local-spec.ts";
import type { LocalFacts } from "../observe.ts";

/** What the steps of one change need to know of the others. */
export interface ExpandState {
  /** Changes that do something. */
  readonly acting: readonly Change[];
  readonly desired: ReadonlyMap<Address, DesiredResource>;
  readonly observed: ReadonlyMap<Address, ObservedResource>;
  readonly facts: LocalFacts;
  /** The supervisor is started or replaced. */
  readonly newSupervisor: boolean;
  /** Things of which somebody waits only until they are started: for them starting and being ready are two steps. */
  readonly startedOnly: ReadonlySet<Address>;
  /** Ports that a removal sets free → what is removed. */
  readonly freed: ReadonlyMap<number, Address>;
}

export function expandState(changes: readonly Change[], desired: readonly DesiredResource[], snapshot: Snapshot): ExpandState {
  const byAddress = new Map(desired.map((resource) => [resource.address, resource]));
  const observed = new Map(snapshot.resources.map((resource) => [resource.address, resource]));
  const acting = changes.filter(({ action }) => action !== "no-op" && action !== "adopt");
  const gateway = acting.find(({ address }) => address === "gateway");
  const newSupervisor = gateway !== undefined && gateway.action !== "delete" && !isReconfigured(gateway, observed.get("gateway"));
  const all = newSupervisor ? [...acting, ...forgotten(acting, desired)] : acting;
  const starting = all.flatMap(({ address, action }) => (action === "delete" ? [] : (byAddress.get(address) ?? [])));
  return {
    acting: all,
    desired: byAddress,
    observed,
    facts: { installed: [], ...snapshot.facts },
    newSupervisor,
    startedOnly: new Set(
      starting.flatMap(({ dependsOn }) => dependsOn.filter(({ until }) => until === "exists").map(({ address }) => address)),
    ),
    freed: new Map(
      all.flatMap(({ address, action }) => {
        const port = action === "delete" ? (observed.get(address)?.spec as LocalSpec | undefined)?.port : undefined;
        return port === undefined ? [] : [[port, address] as const];
      }),
    ),
  };
}

/** The front door of a supervisor that lives takes other settings over; one of which nobody can say what it has is no reason to trust it. */
export function isReconfigured({ action, diff }: Change, observed: ObservedResource | undefined): boolean {
  return action === "update" && diff.length > 0 && observed?.status === "ready";
}

/** A new supervisor holds nothing, so everything wanted has to be given to it, whatever the changes say. */
function forgotten(acting: readonly Change[], desired: readonly DesiredResource[]): readonly Change[] {
  const known = new Set(acting.map(({ address }) => address));
  return desired
    .filter(({ address }) => !known.has(address))
    .map(({ address }) => ({
      address,
      action: "restart",
      reasonCode: "dependency-replaced",
      reason: "the supervisor is started anew",
      diff: [],
      wait: "ready",
    }));
}
