import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Address } from "../../model/address.ts";
import { version } from "../../model/version.ts";
import { digestDesired } from "../desired-digest.ts";
import type { Findings } from "../plan/assemble-plan.ts";
import type { Plan } from "../plan.ts";
import type { DesiredResource } from "../resource.ts";
import type { Revision } from "../revision.ts";
import type { EnvironmentState } from "../state/environment-state.ts";
import { isStateFailure } from "../state/writing.ts";
import { OperationFailure } from "./operation-failure.ts";
import { type RunOptions, type RunResult, runOperations, verifyResource } from "./run-operations.ts";
import type { Session } from "./session.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

/** A revision that was tried, and how far it came. */
export interface CarriedOut extends Omit<RunResult, "verified"> {
  readonly revision: Revision;
}

const defaultReadyMs = 120_000;

/**
 * Makes a new revision out of a plan: records it, runs its operations, verifies what it asks for, records how it ended.
 *
 * @throws {DiagnosticError} when it could not be recorded; nothing was changed then.
 */
export async function carryOut(plan: Plan, found: Findings, session: Session, options: RunOptions): Promise<CarriedOut> {
  const { host, journal, emit } = session;
  const { revision, state } = await begin(plan, found, session);
  await journal.begin(revision.revision);
  emit({ kind: "locked", revision: revision.revision });

  const desired = new Map(plan.desired.map((resource) => [resource.address, resource]));
  const setting = { revision: revision.revision, snapshot: found.snapshot, desired, fingerprints: found.fingerprints };
  const ran = await runOperations(plan.operations, session, setting, options);
  const clean = ran.failed.length === 0 && ran.skipped.length === 0 && !session.signal.aborted;
  const unverified = clean ? await verifyRest(plan, found, session, ran) : [];
  const succeeded = clean && unverified.length === 0 && !session.signal.aborted;
  const interrupted = ran.failed.length === 0 && session.signal.aborted;
  const ended: Revision = {
    ...revision,
    result: succeeded ? "applied" : interrupted ? "interrupted" : "failed",
    stable: succeeded,
    finished: host.now(),
  };
  const diagnostics = [...ran.diagnostics, ...unverified];
  try {
    await end(ended, { ...state, inventory: inventoryAfter(plan, found, ran) }, state, session);
    return { ...ran, diagnostics, revision: ended };
  } catch (error) {
    if (!isStateFailure(error)) throw error;
    // What was done is done; that it is not on record is the failure.
    return {
      ...ran,
      diagnostics: [...diagnostics, ...error.diagnostics],
      stateFailed: true,
      revision: { ...ended, result: "failed", stable: false },
    };
  }
}

async function begin(plan: Plan, { stored, fingerprints }: Findings, { host, writer }: Session) {
  const { state: former, current } = stored;
  if (current?.result === "running") await writer.writeRevision({ ...current, result: "interrupted", finished: host.now() });
  const { mode, of, scope, request, inputDigest, desired, secrets, artifacts, summary } = plan;
  const revision: Revision = {
    formatVersion: "1.0",
    revision: former.revision + 1,
    lineage: former.lineage,
    mode,
    ...(of !== undefined && { of }),
    target: scope.target,
    options: scope.options,
    ...(plan.where !== undefined && { where: plan.where }),
    ignore: request?.ignore ?? [],
    inputDigest,
    desiredDigest: digestDesired(desired),
    desired,
    secrets,
    secretFingerprints: fingerprints,
    artifacts,
    summary,
    result: "running",
    stable: false,
    started: host.now(),
    who: `${host.process.user}@${host.process.hostname}`,
    tool: `mcpc ${version}`,
  };
  await writer.writeRevision(revision);
  // From now on everything that may come into being counts as ours, so that a killed apply leaves nothing that nobody may remove.
  const inventory = [...new Set([...former.inventory, ...desired.map(({ address }) => address)])].sort();
  const state: EnvironmentState = { ...former, revision: revision.revision, inventory };
  await writer.writeState(state, former);
  return { revision, state };
}

async function end(revision: Revision, state: EnvironmentState, former: EnvironmentState, { writer, journal }: Session): Promise<void> {
  await writer.writeRevision(revision);
  const ended = revision.stable ? { ...state, stable: revision.revision } : state;
  await writer.writeState(ended, former);
  await journal.end();
  await writer.prune(ended);
}

/** What was not verified by an operation and was not ready when we looked: it has to be now. Gives what is wrong with the rest. */
export async function verifyRest(
  plan: Plan,
  found: Findings,
  session: Session,
  { verified, done }: Pick<RunResult, "verified" | "done"> = { verified: new Set(), done: [] },
): Promise<readonly Diagnostic[]> {
  const touched = new Set(done.map(({ address }) => address));
  const wasReady = new Set(found.snapshot.resources.filter(({ status }) => status === "ready").map(({ address }) => address));
  const rest = plan.desired.filter(({ address }) => !verified.has(address) && (touched.has(address) || !wasReady.has(address)));
  const failures = await Promise.all(rest.map((resource) => verifyOne(resource, session, !touched.has(resource.address))));
  return failures.flat();
}

/** What an operation has told of already is verified without further words. */
async function verifyOne(resource: DesiredResource, session: Session, tell: boolean): Promise<readonly Diagnostic[]> {
  const options = { limitMs: resource.readyTimeoutMs ?? defaultReadyMs, stop: session.signal, onMessage: () => undefined };
  try {
    await (tell ? verifyResource : waitUntilReady)(resource, session, options);
    return [];
  } catch (error) {
    if (error instanceof OperationFailure || error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
}

/** Everything of ours that is there or may be there. Only what was seen gone, or was not there to begin with, leaves the list. */
function inventoryAfter(plan: Plan, { stored, snapshot }: Findings, { failed, skipped }: RunResult): readonly Address[] {
  const unfinished = new Set([...failed, ...skipped].map(({ address }) => address));
  const removed = new Set(
    plan.changes.filter(({ action, address }) => action === "delete" && !unfinished.has(address)).map(({ address }) => address),
  );
  const wanted = plan.desired.map(({ address }) => address);
  const there = new Set(snapshot.resources.map(({ address }) => address));
  const kept = stored.state.inventory.filter((address) => there.has(address) && !removed.has(address));
  return [...new Set([...wanted, ...kept])].sort();
}
