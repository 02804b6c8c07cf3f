import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";
import { type ContainerSpec, containerHash } from "../compose-spec.ts";
import { labelNames, serviceName } from "../names.ts";
import { inKeyOrder } from "./key-order.ts";
import { composeData, type Places, secretPath } from "./spec-text.ts";

/** A Compose file as data; see the Compose Specification. */
export interface ComposeDocument {
  readonly name: string;
  readonly services: Readonly<Record<string, object>>;
  readonly networks?: object;
  readonly volumes?: object;
  readonly secrets?: object;
}

/** What of a container is written into a Compose file beyond its own spec. */
export interface ServiceExtras {
  readonly depends_on?: object;
  readonly profiles?: readonly string[];
  readonly build?: object;
  readonly "x-mcpc"?: object;
}

/**
 * A Compose file of some containers, complete: with their networks, volumes and secrets. For one of them alone it is what brings up that one,
 * without what it waits for.
 */
export function composeDocument(
  name: string,
  containers: readonly (readonly [address: Address, spec: ContainerSpec, extras: ServiceExtras])[],
  places: Places,
): ComposeDocument {
  const services = containers.map(([address, spec, extras]) => [serviceName(address), composeService(spec, extras, places)] as const);
  const specs = containers.map(([, spec]) => spec);
  const secrets = [...new Set(specs.flatMap((spec) => [...spec.secretFiles, ...Object.keys(spec.madeSecrets)]))].sort();
  return {
    name,
    services: Object.fromEntries(services),
    ...filled("networks", Object.assign({}, ...specs.map((spec) => spec.networks))),
    ...filled("volumes", Object.assign({}, ...specs.map((spec) => spec.volumes))),
    ...filled("secrets", Object.fromEntries(secrets.map((secret) => [secret, { file: secretPath(secret) }]))),
  };
}

function filled<Key extends string>(key: Key, record: Readonly<Record<string, unknown>>): { readonly [Name in Key]?: object } {
  if (Object.keys(record).length === 0) return {};
  return { [key]: Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) } as { [Name in Key]: object };
}

function composeService(spec: ContainerSpec, extras: ServiceExtras, places: Places): object {
  const { deploy, labels, ...service } = composeData(spec.service, places) as Record<string, object>;
  const { build, ...others } = extras;
  const replicas = spec.replicas === 1 ? {} : { replicas: spec.replicas };
  return inKeyOrder({
    image: imageReference(spec),
    ...(build !== undefined && { build }),
    // What is built is pushed nowhere, so nobody need look for it.
    ...(spec.image.kind === "built" && { pull_policy: build === undefined ? "never" : "build" }),
    ...others,
    ...service,
    ...((deploy !== undefined || spec.replicas !== 1) && { deploy: { ...replicas, ...deploy } }),
    labels: { ...labels, [labelNames.specHash]: containerHash(spec) },
  });
}

export function imageReference({ image }: ContainerSpec): string {
  if (image.kind === "built") return image.tag;
  return image.digest === undefined ? image.reference : `${image.reference}@${image.digest}`;
}

/** Condition and restart of what a container waits for, in Compose's long form. */
export function dependsOn(
  resource: DesiredResource,
  services: ReadonlyMap<Address, ContainerSpec>,
  optional: (address: Address) => boolean,
): object | undefined {
  const entries = resource.dependsOn.flatMap(({ address, until, restart }) => {
    const spec = services.get(address);
    if (spec === undefined) return [];
    const healthy = until === "ready" && spec.service.healthcheck !== undefined;
    const condition = until === "completed" ? "service_completed_successfully" : healthy ? "service_healthy" : "service_started";
    // Without its profile it is not there, and then nobody waits for it.
    return [
      [serviceName(address), { condition, ...(restart && { restart: true }), ...(optional(address) && { required: false }) }] as const,
    ];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
