import { inputsOf } from "../../../src/engine/inputs.ts";
import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { type ContainerSpec, containerHash } from "../compose-spec.ts";
import type { Container } from "../docker/container.ts";
import { projectName, serviceName } from "../names.ts";
import { hasChanged } from "../observe/observed-spec.ts";
import type { ComposeOptions } from "../options.ts";
import { mountsRelease, ownerMark, type ReleaseKey, releaseFolder, releaseName } from "../release-folder.ts";

/** What an operation has to know of the thing it is about. */
export interface Workload {
  readonly resource: DesiredResource;
  readonly spec: ContainerSpec;
  readonly project: string;
  readonly key: ReleaseKey;
  /** See `releaseFolder`. */
  readonly folder: string;
}

export function workloadOf(
  resource: DesiredResource,
  { scope, fingerprints }: Pick<ExecuteContext, "scope" | "fingerprints">,
  host: Pick<ReadOnlyHost, "process">,
): Workload {
  const spec = resource.spec as ContainerSpec;
  const inputs = Object.fromEntries(
    inputsOf(resource)
      .toSorted()
      .flatMap((name) => (fingerprints[name] === undefined ? [] : [[name, fingerprints[name]]])),
  );
  const owner = ownerMark(scope, host);
  const key: ReleaseKey = { service: serviceName(resource.address), hash: containerHash(spec), inputs, owner };
  return { resource, spec, key, project: projectName(scope, scope.options as ComposeOptions), folder: releaseFolder(scope, key) };
}

/** The container is what is wanted: made from the same with the same secrets, and not changed by hand since. */
export function isWanted(container: Container, { key, spec }: Workload, imageId: string | undefined): boolean {
  const { hash = "", inputs } = container;
  if (hash !== key.hash) return false;
  if (container.owner === key.owner ? releaseName(hash, inputs) !== releaseName(hash, key.inputs) : mountsRelease(spec)) return false;
  return !hasChanged(container, spec) && (imageId === undefined || imageId === container.imageId);
}

/** Those of the wanted ones that stay, the oldest first; there may be fewer than are wanted, or more. */
export function kept(containers: readonly Container[], { spec }: Workload): readonly Container[] {
  return containers.slice(0, spec.replicas);
}
