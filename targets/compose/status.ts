import type { Scope } from "../../src/engine/scope.ts";
import type { EnvironmentStatus, StatusEntry } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { type Address, addressName } from "../../src/model/address.ts";
import type { Container } from "./docker/container.ts";
import { readContainers } from "./docker/read-containers.ts";
import { frontDoorUrl, urlOf } from "./endpoint.ts";
import { type HealthFacts, healthFacts } from "./observe/health-facts.ts";
import { memoryUse } from "./observe/memory-use.ts";
import { worst } from "./observe/observed-workload.ts";
import { type HealthNow, healthNow } from "./probe/health-now.ts";

/** One entry per server and service; of several containers of one, the least well tells. */
export async function status(scope: Scope, host: ReadOnlyHost): Promise<EnvironmentStatus> {
  const { ours } = await readContainers(scope, host);
  if (ours.length === 0) return { entries: [], message: "the engine has no containers of it" };
  const looked = await Promise.all(ours.map((container) => look(container, host)));
  const url = frontDoorUrl(ours);
  const groups = Map.groupBy(looked, ({ container }) => container.address);
  const shown = [...groups].filter(([address]) => address.startsWith("server.") || address.startsWith("service."));
  const door = groups.get("gateway");
  const trouble = door === undefined ? undefined : worst(door.map(({ health }) => health));
  return {
    ...(url !== undefined && { url }),
    ...(url !== undefined && hasMergedEndpoint(door) && { endpoint: `${url}/mcp` }),
    entries: shown.map(([address, group]) => entryOf(address, group, ours, host.now())).sort((a, b) => (a.address < b.address ? -1 : 1)),
    ...(trouble !== undefined && trouble.status !== "ready" && { message: `the front door is ${trouble.message ?? trouble.state}` }),
  };
}

interface Looked {
  readonly container: Container;
  readonly health: HealthNow;
  readonly memoryBytes: number | undefined;
}

async function look(container: Container, host: ReadOnlyHost): Promise<Looked> {
  const [health, memoryBytes] = await Promise.all([healthNow(container, host), memoryUse(container, host)]);
  return { container, health, memoryBytes };
}

function entryOf(address: Address, group: readonly Looked[], all: readonly Container[], now: number): StatusEntry {
  const { status: verdict, state, message } = worst(group.map(({ health }) => health));
  const containers = group.map(({ container }) => container);
  const running = containers.filter((container) => container.state.status === "running");
  const ready = group.filter(({ health }) => health.status === "ready").length;
  const started = running.map((container) => Date.parse(container.state.startedAt)).filter(Number.isFinite);
  const url = urlOf(address, all);
  const pid = running[0]?.state.pid;
  const replicas = group.length > 1 ? `${ready} of ${group.length} containers are ready` : undefined;
  const words = [message, replicas].filter((each) => each !== undefined).join("; ");
  return {
    address,
    name: addressName(address),
    state,
    ready: verdict === "ready",
    restarts: containers.reduce((sum, container) => sum + container.restarts, 0),
    ...(pid !== undefined && pid > 0 && group.length === 1 && { pid }),
    ...factsOf(group),
    ...(url !== undefined && { url }),
    ...(started.length > 0 && { uptimeSeconds: Math.max(0, Math.round((now - Math.max(...started)) / 1000)) }),
    ...(words !== "" && { message: words }),
  };
}

/** What the newest that could tell says of all, which are made from the same; their memory together. */
function factsOf(group: readonly Looked[]): HealthFacts & Pick<StatusEntry, "memoryBytes"> {
  const running = group.filter(({ container }) => container.state.status === "running");
  const told = running.map(({ health }) => healthFacts(health.passedOutput)).findLast(({ protocol }) => protocol !== undefined);
  const known = group.flatMap(({ memoryBytes }) => memoryBytes ?? []);
  return { ...told, ...(known.length > 0 && { memoryBytes: known.reduce((sum, bytes) => sum + bytes, 0) }) };
}

/** Only mcpc's own gateway answers for all servers at once. */
function hasMergedEndpoint(door: readonly Looked[] | undefined): boolean {
  return door?.some(({ container }) => Object.keys(container.spec?.files ?? {}).some((path) => path.endsWith(".json"))) ?? false;
}
