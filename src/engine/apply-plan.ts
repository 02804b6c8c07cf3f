import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../diagnostics/diagnostic-error.ts";
import type { Host } from "../host/host.ts";
import { carryOut, verifyRest } from "./apply/carry-out.ts";
import { exceeds } from "./apply/exceeds.ts";
import { reasonNotToReturn, returnToStable } from "./apply/return-to-stable.ts";
import type { Session } from "./apply/session.ts";
import { tidy } from "./apply/tidy.ts";
import { digestDesired } from "./desired-digest.ts";
import type { ApplyEvent, ApplyResult } from "./events.ts";
import { fingerprintsOf } from "./inputs.ts";
import { takeLock } from "./lock/take-lock.ts";
import { observeAll } from "./look-further.ts";
import { assemblePlan, basisOf, type Findings } from "./plan/assemble-plan.ts";
import { requireLive } from "./plan/live-target.ts";
import type { Plan } from "./plan.ts";
import { redactor } from "./secrets/redact.ts";
import { resolveSecrets } from "./secrets/resolve-secrets.ts";
import { Journal } from "./state/journal.ts";
import { readState, type StoredState } from "./state/read-state.ts";
import { StateWriter } from "./state/state-writer.ts";
import type { Target } from "./target.ts";
import { resolveVariables } from "./variables.ts";

export interface ApplyOptions {
  readonly onEvent?: (event: ApplyEvent) => void;
  /** Interrupts: nothing new is started, what runs is finished, and the result says how far it came. */
  readonly signal?: AbortSignal;
  /** Return to the last stable revision when something fails. Default true; a first apply and a destroy have none to return to. */
  readonly rollbackOnFailure?: boolean;
  /** How long to wait for somebody else's lock. Default: not at all. */
  readonly lockTimeoutMs?: number;
  /** Most operations that are executed at the same time. Default 10. */
  readonly parallel?: number;
}

/**
 * Does what a plan says, or less. Resolves secrets, locks, looks again, writes every operation down before it is tried, waits until each
 * resource is ready, and records how it ended.
 *
 * @throws {DiagnosticError} when the state cannot be read or written, or a secret cannot be had; nothing was changed then.
 */
export async function applyPlan(plan: Plan, target: Target, host: Host, options: ApplyOptions = {}): Promise<ApplyResult> {
  const started = host.now();
  const live = requireLive(target);
  const { secrets, variables, diagnostics: warnings } = await requireValues(plan, host);
  const { stateDirectory } = plan.scope;
  const { signal = new AbortController().signal, lockTimeoutMs = 0 } = options;
  const lock = await takeLock(host, { stateDirectory, operation: plan.mode, timeoutMs: lockTimeoutMs, signal });
  if (!lock.taken) {
    const outcome = signal.aborted ? "interrupted" : "locked";
    return { ...untouched(outcome, await readState(host, stateDirectory), lock.diagnostics), milliseconds: host.now() - started };
  }
  try {
    const session: Session = {
      host,
      live,
      scope: plan.scope,
      writer: new StateWriter(host, stateDirectory),
      journal: new Journal(host, stateDirectory),
      secrets,
      variables,
      redact: redactor(secrets.values()),
      parallel: Math.max(1, options.parallel ?? 10),
      signal,
      emit: (event) => options.onEvent?.({ time: host.now(), ...event }),
    };
    const result = await applyLocked(plan, session, options.rollbackOnFailure ?? true);
    const diagnostics = [...warnings, ...lock.diagnostics, ...result.diagnostics];
    return { ...result, diagnostics, milliseconds: host.now() - started };
  } finally {
    // A lock that cannot be removed is stale as soon as this process is gone.
    await lock.release().catch(() => undefined);
  }
}

async function requireValues(plan: Plan, host: Host) {
  const { secrets, desired, scope, diagnostics: planned } = plan;
  const resolved = await resolveSecrets({ secrets, desired, root: scope.root, missing: "error" }, host);
  const variables = resolveVariables(desired, "error", host);
  const diagnostics = [...planned, ...resolved.diagnostics, ...variables.diagnostics];
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DiagnosticError(...errors);
  return { secrets: resolved.values, variables: variables.values, diagnostics: resolved.diagnostics };
}

type Outcome = Omit<ApplyResult, "milliseconds">;

async function applyLocked(plan: Plan, session: Session, rollbackOnFailure: boolean): Promise<Outcome> {
  const { scope, host, live } = session;
  const known = await readState(host, scope.stateDirectory);
  if (plan.lineage !== "" && plan.lineage !== known.state.lineage) {
    return untouched("stale", known, [diagnose("MCPC6041", { stack: plan.stack, environment: plan.environment })]);
  }
  const stored = await withIdentity(known, session);
  const snapshot = await observeAll(live, scope, host);
  const found: Findings = { stored, snapshot, fingerprints: fingerprintsOf(session, stored.key) };
  const fresh = assemblePlan(basisOf(plan), found, live);
  const reasons = exceeds(fresh, plan);
  if (reasons.length > 0) return untouched("stale", stored, [diagnose("MCPC6040", { reasons })]);
  const warnings = [...stored.diagnostics, ...fresh.diagnostics];
  if (isReached(fresh, found)) {
    // Left behind where an apply was killed at its very end.
    await session.journal.end();
    const unverified = await verifyRest(fresh, found, session);
    const outcome = unverified.length > 0 ? "failed" : session.signal.aborted ? "interrupted" : "no-change";
    return untouched(outcome, stored, [...warnings, ...unverified]);
  }
  if (session.signal.aborted) return { ...untouched("interrupted", stored, warnings), skipped: fresh.operations };

  const outcome = await carryOutOrReturn(fresh, found, session, rollbackOnFailure);
  return { ...outcome, diagnostics: [...warnings, ...outcome.diagnostics] };
}

async function withIdentity(stored: StoredState, { host, scope, writer }: Session): Promise<StoredState> {
  if (stored.key !== undefined && stored.state.lineage !== "") return stored;
  await writer.ensureIdentity(stored.state.lineage);
  return readState(host, scope.stateDirectory);
}

/** Nothing to do, and it is on record that this was seen working; or nothing was ever there. */
function isReached(fresh: Plan, { stored }: Findings): boolean {
  const { current } = stored;
  const quiet = fresh.operations.length === 0 && fresh.changes.every(({ action }) => action === "no-op");
  if (current === undefined) return quiet && fresh.desired.length === 0;
  return quiet && current.stable && current.desiredDigest === digestDesired(fresh.desired);
}

async function carryOutOrReturn(plan: Plan, found: Findings, session: Session, rollbackOnFailure: boolean): Promise<Outcome> {
  const { stable } = found.stored;
  const against = reasonNotToReturn(plan, digestDesired(plan.desired), stable);
  const returning = rollbackOnFailure && against === undefined;
  const carried = await carryOut(plan, found, session, { stopWaitingOnFailure: returning });
  const { done, failed, skipped, revision, diagnostics } = carried;
  const common = { done, failed, skipped, revision: revision.revision, stable: revision.stable };
  if (revision.result === "applied") {
    await tidy(session);
    return { ...common, outcome: "applied", diagnostics };
  }
  if (revision.result === "interrupted") return { ...common, outcome: "interrupted", diagnostics };

  if (!returning || stable === undefined || carried.stateFailed) {
    const note = rollbackOnFailure && against !== undefined ? [diagnose("MCPC6036", { reason: against })] : [];
    return { ...common, outcome: "failed", diagnostics: [...diagnostics, ...note] };
  }
  const returned = await returnToStable(stable, carried, session, plan.request?.ignore ?? []);
  const now = returned.carried?.revision ?? revision;
  const after = { ...common, revision: now.revision, stable: now.stable, diagnostics: [...diagnostics, ...returned.diagnostics] };
  return returned.diagnostics.length === 0
    ? { ...after, outcome: "rolled-back", returnedTo: stable.revision }
    : { ...after, outcome: "failed" };
}

function untouched(outcome: ApplyResult["outcome"], { state, current }: StoredState, diagnostics: readonly Diagnostic[]): ApplyResult {
  const nothing = { done: [], failed: [], skipped: [] };
  return { outcome, revision: state.revision, stable: current?.stable ?? false, ...nothing, milliseconds: 0, diagnostics };
}
