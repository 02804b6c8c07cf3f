import type { ObservedResource, ResourceStatus } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";
import { digestData } from "../../../src/model/digest.ts";
import type { Container } from "../docker/container.ts";
import { mountsRelease, releaseName } from "../release-folder.ts";
import { type ContainerHealth, containerHealth } from "./container-health.ts";
import { observedSpec } from "./observed-spec.ts";
import type { Surroundings } from "./surroundings.ts";

/** The containers of one server or service as one thing: what they are made of, how many, and how the least well of them is. */
export function observedWorkload(address: Address, group: readonly Container[], surroundings: Surroundings): ObservedResource {
  const health = worst(group.map(containerHealth));
  const revisions = group.flatMap(({ revision }) => revision ?? []);
  const known = group.filter(({ spec, hash }) => spec !== undefined && hash !== undefined);
  const [first] = known;
  const common = {
    address,
    kind: "container",
    status: health.status,
    ...(health.message !== undefined && { message: health.message }),
    version: versionOf(group),
    ...(revisions.length > 0 && { revision: Math.max(...revisions) }),
  };
  // Somebody made one by hand from the generated file: what it is exactly nobody wrote down.
  if (first === undefined || known.length < group.length) return { ...common, secrets: {}, specHash: "unknown" };
  const variants = new Set(known.map(({ hash = "", inputs }) => releaseName(hash, inputs)));
  const foreign = known.some(({ owner }) => owner !== surroundings.owner);
  const spec = {
    ...observedSpec(known, surroundings),
    ...(variants.size > 1 && { unfinished: true }),
    ...(foreign && first.spec !== undefined && mountsRelease(first.spec) && { madeElsewhere: true }),
  };
  return { ...common, secrets: foreign ? {} : first.inputs, spec, specHash: digestData(spec) };
}

/** Changes with every container that comes, goes or starts anew; neither order nor load changes it. */
export function versionOf(group: readonly Container[]): string {
  return digestData(group.map(({ id, state }) => `${id} ${state.startedAt}`).sort()).slice("sha256:".length, "sha256:".length + 16);
}

const rank: Readonly<Record<ResourceStatus, number>> = { failed: 0, stopped: 1, unknown: 2, progressing: 3, ready: 4 };

/** The health of the least well. */
export function worst(healths: readonly ContainerHealth[]): ContainerHealth {
  const found = healths.toSorted((a, b) => rank[a.status] - rank[b.status]);
  return found[0] ?? { status: "unknown", state: "unknown" };
}
