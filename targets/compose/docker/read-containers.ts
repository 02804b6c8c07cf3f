import type { Scope } from "../../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import type { Address } from "../../../src/model/address.ts";
import { labelNames, projectName } from "../names.ts";
import { numberOf } from "../noted-containers.ts";
import type { ComposeOptions } from "../options.ts";
import { type Container, type Inspected, inspectFormat, readContainer } from "./container.ts";
import { askDocker, jsonLines } from "./docker-command.ts";

/** A container that is not ours, and may be in the way. */
export interface ForeignContainer {
  readonly name: string;
  /** Compose service whose name it has taken in our project. */
  readonly service?: string;
  /** Ports of the host that it has. */
  readonly ports: readonly number[];
}

export interface Containers {
  /** Sorted by address, then by age. */
  readonly ours: readonly Container[];
  readonly foreign: readonly ForeignContainer[];
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly stack: string;
  readonly environment: string;
  readonly project: string;
  readonly service: string;
  readonly oneoff: string;
  readonly ports: string;
}

const listFormat = `{${[
  '"id":{{json .ID}}',
  '"name":{{json .Names}}',
  `"stack":{{json (.Label "${labelNames.stack}")}}`,
  `"environment":{{json (.Label "${labelNames.environment}")}}`,
  '"project":{{json (.Label "com.docker.compose.project")}}',
  '"service":{{json (.Label "com.docker.compose.service")}}',
  '"oneoff":{{json (.Label "com.docker.compose.oneoff")}}',
  '"ports":{{json .Ports}}',
].join(",")}}`;

export interface Selection {
  /** Only the containers of this address. */
  readonly address?: Address;
}

/** Of a list of all containers what to look into, and what is not ours. */
export interface ContainerList extends Pick<Containers, "foreign"> {
  readonly ids: readonly string[];
}

/** One list of all containers, and one look into all of ours. */
export async function readContainers(scope: Scope, host: ReadOnlyHost, selection?: Selection): Promise<Containers> {
  return lookInto(await listContainers(scope, host, selection), host);
}

export async function listContainers(scope: Scope, host: ReadOnlyHost, { address }: Selection = {}): Promise<ContainerList> {
  const filter = address === undefined ? [] : ["--filter", `label=${labelNames.address}=${address}`];
  const listing = await askDocker(["ps", "--all", "--no-trunc", ...filter, "--format", listFormat], { what: "list containers" }, host);
  const listed = jsonLines<Listed>(listing);
  const isOurs = ({ stack, environment, oneoff }: Listed) =>
    stack === scope.stack && environment === scope.environment && oneoff.toLowerCase() !== "true";
  const project = projectName(scope, scope.options as ComposeOptions);
  const foreign = listed.filter((each) => !isOurs(each)).flatMap((each) => foreignContainer(each, project) ?? []);
  return { ids: listed.filter(isOurs).map(({ id }) => id), foreign };
}

/** Looks into those of a list; `seen` were looked into already. */
export async function lookInto({ ids, foreign }: ContainerList, host: ReadOnlyHost, seen: readonly Container[] = []): Promise<Containers> {
  const known = seen.filter(({ id }) => ids.includes(id));
  const found = new Set(known.map(({ id }) => id));
  const ours = [
    ...known,
    ...(await inspect(
      ids.filter((id) => !found.has(id)),
      host,
    )),
  ];
  return { ours: ours.filter(hasAddress).sort(byAddressAndAge), foreign };
}

/** Looks into containers by their ids or names. What went away meanwhile is gone. */
export async function inspect(ids: readonly string[], host: ReadOnlyHost): Promise<readonly Container[]> {
  if (ids.length === 0) return [];
  const args = ["inspect", "--type", "container", "--format", inspectFormat, ...ids];
  const output = await askDocker(args, { what: "look at containers" }, host, { allow: /(?:^|: )No such (?:container|object): [\w.-]+$/i });
  return jsonLines<Inspected>(output).map(readContainer);
}

/** One of our Compose project without our mark, or one that has ports of the host. */
function foreignContainer({ name, project: its, service, ports }: Listed, project: string): ForeignContainer | undefined {
  const found = [...ports.matchAll(/:(\d+)(?:-(\d+))?->/g)].flatMap(([, from, to = from]) => range(Number(from), Number(to)));
  const inProject = its === project && service !== "";
  if (!inProject && found.length === 0) return undefined;
  return { name, ...(inProject && { service }), ports: [...new Set(found)] };
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) + 1 }, (_, index) => from + index);
}

/** What was made from a generated file that somebody took the labels out of belongs to nothing we know. */
function hasAddress({ address }: Container): boolean {
  return address.length > 0;
}

function byAddressAndAge(a: Container, b: Container): number {
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  return numberOf(a.name) - numberOf(b.name) || (a.id < b.id ? -1 : 1);
}
