import type { Change } from "../../../src/engine/change.ts";
import type { DesiredResource, ObservedResource, Snapshot } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";
import type { ContainerSpec } from "../compose-spec.ts";
import { type ComposeFacts, factsOf } from "../facts.ts";

/** What the steps of one change need to know of the others. */
export interface ExpandState {
  /** Changes that do something. */
  readonly acting: readonly Change[];
  readonly desired: ReadonlyMap<Address, DesiredResource>;
  readonly observed: ReadonlyMap<Address, ObservedResource>;
  readonly facts: ComposeFacts;
  /** There is a front door that can be led to other containers without being started anew. */
  readonly hasEdge: boolean;
  /** Things of which somebody waits only until they are started: for them starting and being ready are two steps. */
  readonly startedOnly: ReadonlySet<Address>;
}

export function expandState(changes: readonly Change[], desired: readonly DesiredResource[], snapshot: Snapshot): ExpandState {
  const byAddress = new Map(desired.map((resource) => [resource.address, resource]));
  const acting = changes.filter(({ action }) => action !== "no-op" && action !== "adopt");
  const starting = acting.flatMap(({ address, action }) => (action === "delete" ? [] : (byAddress.get(address) ?? [])));
  const gateway = byAddress.get("gateway");
  return {
    acting,
    desired: byAddress,
    observed: new Map(snapshot.resources.map((resource) => [resource.address, resource])),
    facts: factsOf(snapshot),
    hasEdge: gateway !== undefined && specOf(gateway).reload !== undefined,
    startedOnly: new Set(
      starting.flatMap(({ dependsOn }) => dependsOn.filter(({ until }) => until === "exists").map(({ address }) => address)),
    ),
  };
}

export function specOf({ spec }: Pick<DesiredResource, "spec">): ContainerSpec {
  return spec as ContainerSpec;
}
