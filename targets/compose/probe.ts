import type { DesiredResource } from "../../src/engine/resource.ts";
import type { Scope } from "../../src/engine/scope.ts";
import type { Readiness } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { type ContainerSpec, containerHash } from "./compose-spec.ts";
import type { Container } from "./docker/container.ts";
import { sharedContainers } from "./docker/shared-containers.ts";
import type { ContainerHealth } from "./observe/container-health.ts";
import { healthFacts } from "./observe/health-facts.ts";
import { containerChecks } from "./probe/container-checks.ts";
import { healthNow } from "./probe/health-now.ts";
import { readLogTail } from "./read-log-tail.ts";

const tailLines = 20;

/** What the engine says of the containers that are wanted; those that are about to be replaced do not count. */
export async function probe(resource: DesiredResource, scope: Scope, host: ReadOnlyHost): Promise<Readiness> {
  const spec = resource.spec as ContainerSpec;
  if (spec.image === undefined) return { state: "ready" };
  const { ours } = await sharedContainers(scope, host);
  const newest = newestOf(
    ours.filter(({ address }) => address === resource.address),
    spec,
  );
  if (newest.length < spec.replicas) {
    // Who asks has had them started: nobody makes them any more.
    return { state: "failed", message: `somebody else removed it: ${newest.length} of ${spec.replicas} containers are there`, logTail: [] };
  }
  const checks = containerChecks(host);
  const found = await Promise.all(newest.map(async (container) => ({ container, health: await healthNow(container, host) })));
  const failed = found.find(({ container, health }) => isFinal(container, health));
  if (failed !== undefined) return failure(failed.container, failed.health, host);
  const waiting = found.find(({ health }) => health.status !== "ready");
  if (waiting !== undefined) return waitingFor(waiting.container, waiting.health, host);
  const last = newest.at(-1);
  const handshake = last?.state.status === "running" ? await checks.handshake(last) : undefined;
  if (handshake?.ready === false) return { state: "waiting", message: handshake.message ?? "it does not shake hands yet" };
  const told = healthFacts(found.at(-1)?.health.passedOutput);
  // A bridge speaks both eras; its own check tells which one the server behind it speaks.
  const { protocol, tools } = { ...told, ...handshake, ...(told.protocol !== undefined && { protocol: told.protocol }) };
  return { state: "ready", ...(protocol !== undefined && { protocol }), ...(tools !== undefined && { tools }) };
}

/** As many as are wanted of those made from the same and with the same secrets as the newest one. */
export function newestOf(containers: readonly Container[], spec: ContainerSpec): readonly Container[] {
  const hash = containerHash(spec);
  const made = containers.filter((container) => container.hash === hash);
  const inputs = JSON.stringify(made.at(-1)?.inputs);
  const same = made.filter((container) => JSON.stringify(container.inputs) === inputs);
  return spec.replicas === 0 ? [] : same.slice(-spec.replicas);
}

/** The engine tries again and again; whoever waits for the third end in a row has seen enough. */
function isFinal({ state }: Container, { status }: ContainerHealth): boolean {
  return status === "failed" || (status === "stopped" && state.status !== "created");
}

async function failure(container: Container, { message, state }: ContainerHealth, host: ReadOnlyHost): Promise<Readiness> {
  const logTail = await readLogTail(container, tailLines, host);
  return { state: "failed", message: message ?? (state === "stopped" ? "somebody stopped it" : `it is ${state}`), logTail };
}

/** Waiting may end because nobody waits any longer, so after a while the log's end is told. */
const telltaleMs = 3000;

async function waitingFor({ id, state }: Container, { message }: ContainerHealth, host: ReadOnlyHost): Promise<Readiness> {
  const words = message ?? (state.health === "starting" ? "its health check is not green yet" : undefined);
  const isLate = host.now() - Date.parse(state.startedAt) > telltaleMs;
  return {
    state: "waiting",
    ...(words !== undefined && { message: words }),
    ...(isLate && { logTail: await readLogTail({ id }, tailLines, host) }),
  };
}
