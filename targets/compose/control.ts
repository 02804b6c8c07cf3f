import { diagnose } from "../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../src/diagnostics/diagnostic-error.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { Host } from "../../src/host/host.ts";
import { type Address, addressName } from "../../src/model/address.ts";
import type { Container } from "./docker/container.ts";
import { runDocker } from "./docker/docker-command.ts";
import { readContainers } from "./docker/read-containers.ts";
import { sharedContainers } from "./docker/shared-containers.ts";
import { graceOf } from "./expand/workload-steps.ts";
import { type ContainerHealth, containerHealth } from "./observe/container-health.ts";
import { healthNow } from "./probe/health-now.ts";
import { readLogTail } from "./read-log-tail.ts";

type Verb = "start" | "stop" | "restart";

const pauseMs = 250;
const patienceMs = 120_000;

/**
 * Starts, stops or restarts the containers that are there, all at once, and waits until each is up or down.
 *
 * @throws {DiagnosticError} MCPC6412 for what is not there, MCPC6413 for what did not follow, 64xx for what docker refused.
 */
export async function control(verb: Verb, addresses: readonly Address[], scope: Scope, host: Host): Promise<void> {
  const groups = Map.groupBy((await readContainers(scope, host)).ours, ({ address }) => address);
  const known = [...groups.keys()].map(addressName).sort();
  const unknown = addresses.filter((address) => !groups.has(address));
  if (unknown.length > 0)
    throw new DiagnosticError(...unknown.map((address) => diagnose("MCPC6412", { thing: addressName(address), known })));
  const containers = addresses.flatMap((address) => groups.get(address) ?? []);
  if (containers.length === 0) return;
  const paused = containers.filter(({ state }) => state.status === "paused").map(({ id }) => id);
  const attempt = { what: `${verb} containers` };
  if (paused.length > 0) await runDocker(["unpause", ...paused], attempt, host);
  await runDocker([verb, ...graceFlags(verb, containers), ...containers.map(({ id }) => id)], attempt, host);
  const problems = await Promise.all(addresses.map((address) => follow(verb, address, scope, host)));
  const found = problems.flatMap((problem) => problem ?? []);
  if (found.length > 0) throw new DiagnosticError(...found);
}

function graceFlags(verb: Verb, containers: readonly Container[]): readonly string[] {
  if (verb === "start") return [];
  return ["--time", String(Math.ceil(Math.max(...containers.map(({ spec }) => graceOf(spec))) / 1000))];
}

async function follow(verb: Verb, address: Address, scope: Scope, host: Host) {
  let last: Container | undefined;
  for (const end = host.now() + patienceMs; host.now() < end; await host.sleep(pauseMs)) {
    const group = (await sharedContainers(scope, host)).ours.filter((container) => container.address === address);
    const looked = await Promise.all(group.map(async (container) => ({ container, health: await healthNow(container, host) })));
    const pending = looked.filter(({ container, health }) => !hasFollowed(verb, container, health));
    if (pending.length === 0) return undefined;
    last = pending[0]?.container;
    if (verb !== "stop" && pending.some(({ health }) => health.status === "failed" || health.status === "stopped")) break;
  }
  const message = last === undefined ? undefined : containerHealth(last).message;
  const logTail = last === undefined ? [] : await readLogTail(last, 20, host);
  const words = verb === "stop" ? "stop" : "come up";
  return diagnose(
    "MCPC6413",
    { thing: addressName(address), verb: words, ...(message !== undefined && { message }), logTail },
    { address },
  );
}

function hasFollowed(verb: Verb, container: Container, { status }: ContainerHealth): boolean {
  if (verb === "stop") return container.state.status !== "running" && container.state.status !== "restarting";
  return status === "ready";
}
