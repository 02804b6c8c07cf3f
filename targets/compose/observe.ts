import type { ObservedResource, Snapshot } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { type Address, addressName } from "../../src/model/address.ts";
import { askDocker, jsonLines } from "./docker/docker-command.ts";
import { type Containers, type ForeignContainer, inspect, listContainers, lookInto } from "./docker/read-containers.ts";
import type { ComposeFacts } from "./facts.ts";
import { labelNames } from "./names.ts";
import { notedContainers } from "./noted-containers.ts";
import { observedWorkload } from "./observe/observed-workload.ts";
import { readReleases } from "./observe/read-releases.ts";
import { ownerMark } from "./release-folder.ts";

/**
 * One question each for containers, what is in them, images, networks and volumes; none per container. Those that were written down when
 * they were made are looked into while the others are still listed.
 */
export async function observe(scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  const [containers, images, networks, volumes] = await Promise.all([
    readOurs(scope, host),
    readImages(host),
    readNetworks(scope, host),
    readVolumes(scope, host),
  ]);
  const files = await readReleases(containers.ours, scope, host);
  const byAddress = Map.groupBy(containers.ours, ({ address }) => address);
  const ids = Object.fromEntries([...byAddress].map(([address, group]) => [address, group.map(({ id }) => id).sort()] as const));
  const surroundings = { images, files, owner: ownerMark(scope, host) };
  const facts: ComposeFacts = { images, networks, volumes, containers: ids, ports: portsOf(containers.foreign) };
  return {
    resources: [...byAddress].map(([address, group]): ObservedResource => observedWorkload(address, group, surroundings)),
    foreign: containers.foreign.flatMap(({ service }) => service ?? []),
    data: [...new Set(volumes.map(({ address }) => addressName(address as Address)))].sort(),
    facts: { ...facts },
  };
}

async function readOurs(scope: Scope, host: ReadOnlyHost): Promise<Containers> {
  const listing = listContainers(scope, host);
  // What goes wrong with this goes wrong with what is asked by the list, too.
  const noted = notedContainers(scope, host)
    .then((names) => inspect(names, host))
    .catch(() => []);
  return lookInto(await listing, host, await noted);
}

async function readImages(host: ReadOnlyHost): Promise<Readonly<Record<string, string>>> {
  const format = '{"name":{{json .Repository}},"tag":{{json .Tag}},"digest":{{json .Digest}},"id":{{json .ID}}}';
  const output = await askDocker(["image", "ls", "--no-trunc", "--digests", "--format", format], { what: "list images" }, host);
  const listed = jsonLines<Readonly<Record<"name" | "tag" | "digest" | "id", string>>>(output);
  const named = (mark: string, part: string, { name, id }: { readonly name: string; readonly id: string }) =>
    name === "<none>" || part === "<none>" ? [] : [[`${name}${mark}${part}`, id] as const];
  return Object.fromEntries(listed.flatMap((each) => [...named(":", each.tag, each), ...named("@", each.digest, each)]));
}

async function readNetworks(scope: Scope, host: ReadOnlyHost): Promise<ComposeFacts["networks"]> {
  const args = ["network", "ls", ...ownFilters(scope), "--format", "{{json .Name}}"];
  return jsonLines<string>(await askDocker(args, { what: "list networks" }, host)).toSorted();
}

async function readVolumes(scope: Scope, host: ReadOnlyHost): Promise<ComposeFacts["volumes"]> {
  const format = `{"name":{{json .Name}},"address":{{json (.Label "${labelNames.address}")}}}`;
  const output = await askDocker(["volume", "ls", ...ownFilters(scope), "--format", format], { what: "list volumes" }, host);
  const volumes = jsonLines<{ readonly name: string; readonly address: Address }>(output);
  return volumes.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function ownFilters({ stack, environment }: Scope): readonly string[] {
  return ["--filter", `label=${labelNames.stack}=${stack}`, "--filter", `label=${labelNames.environment}=${environment}`];
}

function portsOf(foreign: readonly ForeignContainer[]): ComposeFacts["ports"] {
  return Object.fromEntries(foreign.flatMap(({ name, ports }) => ports.map((port) => [String(port), name] as const)));
}
