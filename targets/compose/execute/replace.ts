import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { runDocker } from "../docker/docker-command.ts";
import type { Attempt } from "../docker/docker-failure.ts";
import { nextNames, noteContainers } from "../noted-containers.ts";
import { releaseName } from "../release-folder.ts";
import { composeUp } from "./compose-up.ts";
import { holdCalls } from "./lead-calls.ts";
import { changedElsewhere, ownContainers, refuseUnknown, sortedContainers } from "./own-containers.ts";
import { stopAndRemove } from "./stop-containers.ts";
import { kept, type Workload } from "./workload.ts";
import { removeReleases, writeRelease } from "./write-release.ts";

const conflictPauseMs = 1000;
const mostTries = 5;

/** As many containers of what is wanted as are wanted; whatever else is there stays. */
export function start(workload: Workload, host: Host, context: ExecuteContext): Promise<void> {
  return withFreeNames(() => startOnce(workload, host, context), workload, host, context);
}

/** What is wanted is made, then what is not wanted ends, then what is wanted starts: what cannot be made ends nothing. */
export function recreate(workload: Workload, host: Host, context: ExecuteContext): Promise<void> {
  return withFreeNames(() => recreateOnce(workload, host, context), workload, host, context);
}

/**
 * A docker command of an apply that was killed may still be at it, and give the names of containers that Compose is about to give.
 *
 * @throws {DiagnosticError} MCPC6411 when it goes on: somebody else is at it.
 */
async function withFreeNames(act: () => Promise<void>, { resource }: Workload, host: Host, { signal }: ExecuteContext): Promise<void> {
  for (let tries = 1; tries <= mostTries; tries++) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof DiagnosticError) || !/already in use by container/.test(error.message)) throw error;
      await host.sleep(conflictPauseMs, signal);
    }
  }
  throw changedElsewhere(resource.address);
}

async function startOnce(workload: Workload, host: Host, context: ExecuteContext): Promise<void> {
  const { wanted, others } = await sortedContainers(workload, context, host);
  refuseUnknown(workload.resource.address, [...wanted, ...others], context, host);
  const variables = await writeRelease(workload, host, context);
  const containers = Math.max(wanted.length, workload.spec.replicas) + others.length;
  if (containers > wanted.length + others.length) await holdCalls(workload, [...wanted, ...others], host, context);
  await composeUp(workload, { containers }, variables, host, context);
  await note(workload, { before: [...wanted, ...others], kept: [...wanted, ...others], containers }, host, context);
}

async function recreateOnce(workload: Workload, host: Host, context: ExecuteContext): Promise<void> {
  const { wanted, others } = await sortedContainers(workload, context, host);
  refuseUnknown(workload.resource.address, [...wanted, ...others], context, host);
  const variables = await writeRelease(workload, host, context);
  const { replicas } = workload.spec;
  const containers = Math.max(wanted.length, replicas) + others.length;
  await composeUp(workload, { containers, onlyMake: true }, variables, host, context);
  await stopAndRemove([...others, ...wanted.slice(replicas)], host, context);
  await composeUp(workload, { containers: replicas }, variables, host, context);
  await note(workload, { before: [...wanted, ...others], kept: kept(wanted, workload), containers: replicas }, host, context);
  await removeReleases(workload, new Set([releaseName(workload.key.hash, workload.key.inputs)]), host, context);
}

/** The containers stay what they are and start anew. */
export async function restart(workload: Workload, host: Host, context: ExecuteContext): Promise<void> {
  const { address } = workload.resource;
  const containers = await ownContainers(address, context, host);
  refuseUnknown(address, containers, context, host);
  const attempt: Attempt = { what: `restart the containers of ${address}`, thing: address };
  const paused = containers.filter(({ state }) => state.status === "paused").map(({ id }) => id);
  if (paused.length > 0) await runDocker(["unpause", ...paused], attempt, host, { signal: context.signal });
  if (containers.length === 0) throw new DiagnosticError(diagnose("MCPC6411", { thing: address }, { address }));
  await runDocker(["restart", ...containers.map(({ id }) => id)], attempt, host, { signal: context.signal });
}

/** Ends what is not wanted, or not so many of it, once calls go to the others. */
export async function retire(workload: Workload, host: Host, context: ExecuteContext): Promise<void> {
  const { wanted, others } = await sortedContainers(workload, context, host);
  const staying = kept(wanted, workload);
  await stopAndRemove(
    [...others, ...wanted].filter((container) => !staying.includes(container)),
    host,
    context,
  );
  await note(workload, { before: wanted, kept: staying, containers: staying.length }, host, context);
  await removeReleases(workload, new Set([releaseName(workload.key.hash, workload.key.inputs)]), host, context);
}

interface Outcome {
  readonly before: readonly Container[];
  readonly kept: readonly Container[];
  /** How many there are now. */
  readonly containers: number;
}

function note({ project, key }: Workload, outcome: Outcome, host: Host, context: ExecuteContext): Promise<void> {
  const { before, kept: staying, containers } = outcome;
  const made = nextNames(project, key.service, before.map(nameOf), containers - staying.length);
  return noteContainers(key.service, [...staying.map(nameOf), ...made], context.scope, host);
}

function nameOf({ name }: Container): string {
  return name;
}
