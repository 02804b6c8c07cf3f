import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { isReachable, wishOfFrontDoor } from "./front-door-queue.ts";
import { sortedContainers } from "./own-containers.ts";
import { kept, type Workload } from "./workload.ts";

const namesOf = (containers: readonly Container[]) => containers.map(({ name }) => name);

/** Leads calls for one server to those of its containers that stay, and to no others. */
export async function leadCalls(workload: Workload, host: Host, context: ExecuteContext): Promise<void> {
  const { wanted } = await sortedContainers(workload, context, host);
  const containers = namesOf(kept(wanted, workload));
  await wishOfFrontDoor({ service: workload.key.service, containers, hold: false }, host, context);
}

/**
 * Before there are more containers of a server: the engine's DNS gives their addresses out as soon as they are started, and they take calls only
 * later. So until then calls go to those that are there by name.
 */
export async function holdCalls(workload: Workload, containers: readonly Container[], host: Host, context: ExecuteContext): Promise<void> {
  const reachable = namesOf(containers.filter(isReachable));
  if (workload.spec.mcp === undefined || reachable.length === 0) return;
  await wishOfFrontDoor({ service: workload.key.service, containers: reachable, hold: true }, host, context);
}

/** New files for a front door that goes on running. */
export async function reloadEdge({ spec }: Workload, host: Host, context: ExecuteContext): Promise<void> {
  await wishOfFrontDoor({ files: spec.files }, host, context);
}
