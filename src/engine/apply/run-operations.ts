import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Address } from "../../model/address.ts";
import type { Operation } from "../operation.ts";
import type { DesiredResource } from "../resource.ts";
import { isStateFailure } from "../state/writing.ts";
import { GoneWatcher } from "./gone-watcher.ts";
import { failureOf } from "./operation-failure.ts";
import { type OperationSetting, runOperation } from "./run-operation.ts";
import { schedule } from "./schedule.ts";
import type { Session } from "./session.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

export interface RunOptions {
  /** Something will be put back after a failure, so there is no point in waiting for the rest to become ready. */
  readonly stopWaitingOnFailure: boolean;
}

export interface RunResult {
  readonly done: readonly Operation[];
  readonly failed: readonly Operation[];
  readonly skipped: readonly Operation[];
  /** Resources that were seen ready. */
  readonly verified: ReadonlySet<Address>;
  readonly diagnostics: readonly Diagnostic[];
  /** The state could not be written: nothing further may be tried. */
  readonly stateFailed: boolean;
}

const leastReadyMs = 120_000;

/** Runs the operations of a plan and waits for what they made. Never throws: what went wrong is in the result and was told as events. */
export async function runOperations(
  operations: readonly Operation[],
  session: Session,
  setting: OperationSetting,
  { stopWaitingOnFailure }: RunOptions,
): Promise<RunResult> {
  const failing = new AbortController();
  const stop = stopWaitingOnFailure ? AbortSignal.any([session.signal, failing.signal]) : session.signal;
  const gone = new GoneWatcher(session, stop);
  const verified = new Set<Address>();
  const problems: { readonly operation: Operation; readonly error: unknown }[] = [];
  const telling = async (operation: Operation, part: Promise<void>): Promise<void> => {
    try {
      await part;
    } catch (error) {
      problems.push({ operation, error });
      tellFailure(operation, error, session);
      throw error;
    }
  };
  const { done, failed, skipped } = await schedule(operations, {
    parallel: session.parallel,
    signal: session.signal,
    execute: (operation) => telling(operation, runOperation(operation, session, setting)),
    verify: (operation) =>
      telling(
        operation,
        verifyOperation(operation, session, setting, { gone, stop }).then((ready) => {
          if (ready) verified.add(operation.address);
        }),
      ),
    onFirstFailure: () => failing.abort(),
  });
  tellSkipped(skipped, failed[0]?.operation, session);
  return {
    done,
    failed: failed.map(({ operation }) => operation),
    skipped,
    verified,
    diagnostics: problems.flatMap(({ operation, error }) => diagnosticsOf(error, operation, session)),
    stateFailed: problems.some(({ error }) => isStateFailure(error)),
  };
}

interface Verification {
  readonly gone: GoneWatcher;
  readonly stop: AbortSignal;
}

/** True when the operation's resource was seen ready. */
async function verifyOperation(
  operation: Operation,
  session: Session,
  setting: OperationSetting,
  verification: Verification,
): Promise<boolean> {
  const { address, wait, timeoutMs } = operation;
  if (wait === "gone") await verification.gone.waitUntilGone(address, Math.max(timeoutMs, leastReadyMs));
  const resource = setting.desired.get(address);
  if (wait !== "ready" || resource === undefined) return false;
  return verifyResource(resource, session, {
    limitMs: resource.readyTimeoutMs ?? Math.max(timeoutMs, leastReadyMs),
    stop: verification.stop,
    onMessage: (message) => session.emit({ kind: "operation-progress", operation, message }),
  });
}

/** Waits for one resource and tells when it is ready; false when the waiting was stopped. */
export async function verifyResource(
  resource: DesiredResource,
  session: Session,
  options: Parameters<typeof waitUntilReady>[2],
): Promise<boolean> {
  const answer = await waitUntilReady(resource, session, options);
  if (answer === undefined) return false;
  const { protocol, tools } = answer.readiness;
  const facts = { ...(protocol !== undefined && { protocol }), ...(tools !== undefined && { tools }) };
  session.emit({ kind: "ready", address: resource.address, milliseconds: answer.milliseconds, ...facts });
  return true;
}

function tellFailure(operation: Operation, error: unknown, session: Session): void {
  const logTail = isStateFailure(error) ? [] : failureOf(error, operation, session.redact).logTail;
  session.emit({ kind: "operation-failed", operation, diagnostics: diagnosticsOf(error, operation, session), logTail });
}

function diagnosticsOf(error: unknown, operation: Operation, { redact }: Session): readonly Diagnostic[] {
  return isStateFailure(error) ? error.diagnostics : failureOf(error, operation, redact).diagnostics;
}

function tellSkipped(skipped: readonly Operation[], failed: Operation | undefined, { emit }: Session): void {
  const blocked = new Set(failed === undefined ? [] : [failed.id]);
  for (const operation of skipped) {
    const needsFailed = operation.deps.some((id) => blocked.has(id));
    if (needsFailed) blocked.add(operation.id);
    emit({ kind: "operation-skipped", operation, message: whySkipped(operation, failed, needsFailed) });
  }
}

function whySkipped({ address }: Operation, failed: Operation | undefined, needsFailed: boolean): string {
  if (failed === undefined) return "interrupted";
  if (address === failed.address) return "what comes before it failed";
  return `${needsFailed ? "needs" : "not tried after"} ${failed.address}, which failed`;
}
