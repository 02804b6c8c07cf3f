import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Address } from "../../model/address.ts";
import type { Operation } from "../operation.ts";
import type { DesiredResource, Snapshot } from "../resource.ts";
import type { ExecuteContext } from "../target.ts";
import { failureOf, OperationFailure } from "./operation-failure.ts";
import type { Session } from "./session.ts";
import { valueResolver } from "./value-resolver.ts";

/** What the operations of one revision share. */
export interface OperationSetting {
  readonly revision: number;
  readonly snapshot: Snapshot;
  readonly desired: ReadonlyMap<Address, DesiredResource>;
  readonly fingerprints: Readonly<Record<string, string>>;
}

/** How long an operation that used up its time gets to come to an end after it was told to. */
const graceMs = 5000;

/**
 * Executes one operation: written down before it is tried, and again when it is over.
 *
 * @throws {OperationFailure} when it fails or takes too long.
 * @throws {DiagnosticError} when it could not be written down; it was not tried then.
 */
export async function runOperation(operation: Operation, session: Session, setting: OperationSetting): Promise<void> {
  const { host, journal, emit, redact } = session;
  const { id, type, address } = operation;
  const record = (state: "pending" | "done" | "failed") => journal.record({ id, type, address, state, time: host.now() });
  await record("pending");
  const began = host.now();
  emit({ kind: "operation-started", operation });
  try {
    await withinTime(operation, session, (signal) =>
      session.live.execute(operation, host, executeContext(operation, session, setting, signal)),
    );
  } catch (error) {
    // That it failed is worth telling even where it cannot be written down.
    await record("failed").catch(() => undefined);
    throw failureOf(error, operation, redact);
  }
  await record("done");
  emit({ kind: "operation-done", operation, milliseconds: host.now() - began });
}

function executeContext(operation: Operation, session: Session, setting: OperationSetting, signal: AbortSignal): ExecuteContext {
  const { scope, secrets, host, redact, emit } = session;
  const { revision, snapshot, fingerprints } = setting;
  const resource = setting.desired.get(operation.address);
  return {
    scope,
    revision,
    ...(resource !== undefined && { resource }),
    snapshot,
    resolve: valueResolver(operation.address, secrets, host),
    fingerprints,
    emit: ({ kind, message }) => emit({ kind: `operation-${kind}`, operation, message: redact(message) }),
    signal,
  };
}

async function withinTime(operation: Operation, { host }: Session, execute: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { type, address, timeoutMs } = operation;
  const late = new AbortController();
  const over = new AbortController();
  const execution = execute(late.signal).finally(() => over.abort());
  const pause = (milliseconds: number) =>
    host.sleep(milliseconds, over.signal).then(
      () => true,
      () => false,
    );
  if ((await Promise.race([execution.then(() => false), pause(timeoutMs)])) === false) return execution;

  const failure = new OperationFailure([diagnose("MCPC6031", { type, address, seconds: Math.round(timeoutMs / 1000) }, { address })]);
  late.abort(failure);
  await Promise.race([execution.catch(() => undefined), pause(graceMs)]);
  throw failure;
}
