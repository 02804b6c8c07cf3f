import type { ObservedResource, Snapshot } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { askDocker, jsonLines } from "./docker/docker-command.ts";
import { engineName } from "./docker/engine-name.ts";
import { type Containers, type ForeignContainer, inspect, listContainers, lookInto } from "./docker/read-containers.ts";
import type { ComposeFacts } from "./facts.ts";
import { notedContainers } from "./noted-containers.ts";
import { observedWorkload } from "./observe/observed-workload.ts";
import { readReleases } from "./observe/read-releases.ts";
import { ownerMark } from "./release-folder.ts";

/**
 * One question each for containers, what is in them and images; none per container. Those that were written down when
 * they were made are looked into while the others are still listed.
 */
export async function observe(scope: Scope, host: ReadOnlyHost): Promise<Snapshot> {
  const [containers, images] = await Promise.all([readOurs(scope, host), readImages(host)]);
  const files = await readReleases(containers.ours, scope, host);
  const byAddress = Map.groupBy(containers.ours, ({ address }) => address);
  const ids = Object.fromEntries([...byAddress].map(([address, group]) => [address, group.map(({ id }) => id).sort()] as const));
  const surroundings = { images, files, owner: ownerMark(scope, host) };
  const facts: Omit<ComposeFacts, "networks" | "volumes"> = { images, containers: ids, ports: portsOf(containers.foreign) };
  return {
    resources: [...byAddress].map(([address, group]): ObservedResource => observedWorkload(address, group, surroundings)),
    foreign: containers.foreign.flatMap(({ service }) => service ?? []),
    facts: { ...facts },
    where: await engineName(host),
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

function portsOf(foreign: readonly ForeignContainer[]): ComposeFacts["ports"] {
  return Object.fromEntries(foreign.flatMap(({ name, ports }) => ports.map((port) => [String(port), name] as const)));
}
