import type { ObservedResource, Snapshot } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { type Address, addressName } from "../../src/model/address.ts";
import { askDocker, jsonLines } from "./docker/docker-command.ts";
import { engineName } from "./docker/engine-name.ts";
import { type ForeignContainer, listContainers, lookInto } from "./docker/read-containers.ts";
import type { ComposeFacts } from "./facts.ts";
import { labelNames } from "./names.ts";
import { observedWorkload } from "./observe/observed-workload.ts";
import { readReleases } from "./observe/read-releases.ts";
import { ownerMark } from "./release-folder.ts";

/** One question each for containers, what is in them, images, networks and volumes; none per container. */
export async function observe(scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  // Alone, because the longest answer waits for it: the others take no longer than the look into the containers.
  const list = await listContainers(scope, host);
  const [containers, images, networks, volumes] = await Promise.all([
    lookInto(list, host),
    readImages(host),
    readNetworks(scope, host),
    readVolumes(scope, host),
  ]);
  const files = await readReleases(containers.ours, scope, host);
  const byAddress = Map.groupBy(containers.ours, ({ address }) => address);
  const ids = Object.fromEntries([...byAddress].map(([address, group]) => [address, group.map(({ id }) => id).sort()] as const));
  const facts: ComposeFacts = { images, networks, volumes, containers: ids, ports: portsOf(containers.foreign) };
  return {
    resources: [...byAddress].map(
      ([address, group]): ObservedResource => observedWorkload(address, group, { images, files, owner: ownerMark(scope, host) }),
    ),
    foreign: containers.foreign.flatMap(({ service }) => service ?? []),
    data: [...new Set(volumes.map(({ address }) => addressName(address as Address)))].sort(),
    facts: { ...facts },
    where: await engineName(host),
  };
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
