import { isRecord } from "../../../src/model/record.ts";
import type { ContainerSpec, ImageSpec, ServiceDefinition } from "../compose-spec.ts";
import type { Container } from "../docker/container.ts";
import { engineReference } from "../engine-reference.ts";
import { bytesOf, bytesText } from "./byte-quantity.ts";
import type { Surroundings } from "./surroundings.ts";

/** As `ContainerSpec`, but `image` may tell that the container `runs` another one than its name stands for now. */
export type ObservedSpec = Omit<ContainerSpec, "image"> & { readonly image: ImageSpec & { readonly runs?: string } };

/**
 * The spec that containers were made with, with what is different by now: resources and restarts set by hand, variables of one that was
 * made anew by hand, networks it was taken from, files that were edited, an image whose name stands for another one now, how many there are.
 */
export function observedSpec(group: readonly Container[], { images, files }: Surroundings): ObservedSpec {
  const [first] = group;
  const spec = first?.spec as ContainerSpec;
  const odd = group.find((container) => hasChanged(container, spec)) ?? first;
  if (odd === undefined) return { ...spec, replicas: 0 };
  const stale = group.find(({ imageId }) => isOtherImage(imageId, spec.image, images));
  return {
    ...spec,
    replicas: group.length,
    service: observedService(odd, spec),
    files: files.get(odd.id) ?? spec.files,
    networks: Object.fromEntries(Object.entries(spec.networks).filter(([, { name }]) => odd.networks[name] !== undefined)),
    ...(stale !== undefined && { image: { ...spec.image, runs: stale.imageId } }),
  };
}

/** Somebody set something by hand that was part of the spec. */
export function hasChanged(container: Container, spec: ContainerSpec): boolean {
  const networks = Object.values(spec.networks).some(({ name }) => container.networks[name] === undefined);
  return networks || observedService(container, spec) !== spec.service;
}

/** The very same object where nothing differs. */
function observedService(container: Container, { service }: ContainerSpec): ServiceDefinition {
  const changes = {
    ...changedEnvironment(container, service),
    ...changedRestart(container, service),
    ...changedLimits(container, service),
  };
  return Object.keys(changes).length === 0 ? service : { ...service, ...changes };
}

/** Only variables whose text is known: what holds a secret is compared by its fingerprint. */
function changedEnvironment({ settings }: Container, { environment = {} }: ServiceDefinition) {
  const known = Object.entries(environment).filter(([, value]) => typeof value === "string");
  const changed = known.filter(([name, value]) => settings.env.get(name) !== value);
  if (changed.length === 0) return {};
  const found = Object.fromEntries(changed.flatMap(([name]) => (settings.env.has(name) ? [[name, settings.env.get(name) ?? ""]] : [])));
  const names = new Set(changed.map(([name]) => name));
  const kept = Object.entries(environment).filter(([name]) => !names.has(name));
  return { environment: { ...Object.fromEntries(kept), ...found } };
}

function changedRestart({ settings }: Container, service: ServiceDefinition) {
  const { restart: wanted } = service;
  if (typeof wanted !== "string") return {};
  const [policy = "no", most = "0"] = wanted.split(":");
  const same = settings.restart === policy && (policy !== "on-failure" || settings.maximumRetries === Number(most));
  if (same) return {};
  return { restart: settings.maximumRetries > 0 ? `${settings.restart}:${settings.maximumRetries}` : settings.restart };
}

/** `deploy.resources.limits`, as the Compose Specification names them; the engine's 0 stands for none. */
function changedLimits({ settings }: Container, service: ServiceDefinition) {
  const { deploy } = service;
  if (!isRecord(deploy) || !isRecord(deploy["resources"]) || !isRecord(deploy["resources"]["limits"])) return {};
  const { resources } = deploy;
  const { memory, cpus, pids } = deploy["resources"]["limits"];
  const limits = {
    ...(memory !== undefined && { memory: bytesOf(memory) === settings.memoryBytes ? memory : bytesText(settings.memoryBytes) }),
    ...(cpus !== undefined && {
      cpus: Math.round(Number(cpus) * 1e9) === settings.nanoCpus ? cpus : asGiven(cpus, settings.nanoCpus / 1e9),
    }),
    ...(pids !== undefined && { pids: Number(pids) === settings.pids ? pids : asGiven(pids, settings.pids) }),
  };
  if (limits.memory === memory && limits.cpus === cpus && limits.pids === pids) return {};
  return { deploy: { ...deploy, resources: { ...(resources as object), limits } } };
}

function asGiven(wanted: unknown, found: number): number | string {
  return typeof wanted === "string" ? String(found) : found;
}

/** The name stands for another image than the one the container runs: somebody pulled, built or tagged. */
function isOtherImage(imageId: string, image: ImageSpec, images: Surroundings["images"]): boolean {
  const present = images[engineReference(image)];
  return present !== undefined && present !== imageId;
}
