import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { DesiredResource } from "../resource.ts";
import { redactDiagnostic } from "../secrets/redact.ts";
import type { Readiness } from "../target.ts";
import { OperationFailure } from "./operation-failure.ts";
import type { Session } from "./session.ts";

export interface WaitOptions {
  readonly limitMs: number;
  /** Ends the waiting without a verdict. */
  readonly stop: AbortSignal;
  /** What keeps it from being ready, whenever that changes. */
  readonly onMessage: (message: string) => void;
}

const shortestPauseMs = 25;
const longestPauseMs = 500;

/**
 * Asks until a resource is ready. The pauses are a tenth of the time that has passed, so readiness is noticed within a tenth of what it
 * took; they end on a common grid, so that the questions of many resources come together and a target can answer them at once.
 *
 * @returns the answer and the milliseconds it took; `undefined` when the waiting was stopped.
 * @throws {OperationFailure} when it never will be ready, or not in time.
 */
export async function waitUntilReady(
  resource: DesiredResource,
  { host, live, scope, redact }: Session,
  { limitMs, stop, onMessage }: WaitOptions,
): Promise<{ readonly readiness: Readiness; readonly milliseconds: number } | undefined> {
  const { address } = resource;
  const began = host.now();
  let said = "";
  while (!stop.aborted) {
    const readiness = await ask(() => live.probe(resource, scope, host));
    const passed = host.now() - began;
    const message = redact(readiness.message ?? "");
    const logTail = (readiness.logTail ?? []).map(redact);
    if (readiness.state === "ready") return { readiness, milliseconds: passed };
    if (readiness.state === "failed") {
      throw new OperationFailure(
        [diagnose("MCPC6032", { address, message: message === "" ? "it failed" : message }, place(resource))],
        logTail,
      );
    }
    if (passed >= limitMs) {
      const seconds = Math.round(limitMs / 1000);
      throw new OperationFailure([redactDiagnostic(diagnose("MCPC6033", { address, seconds, message }, place(resource)), redact)], logTail);
    }
    if (message !== "" && message !== said) onMessage(message);
    said = message;
    await host.sleep(nextPause(host.now(), passed), stop).catch(() => undefined);
  }
  return undefined;
}

/** A question that could not be asked says nothing about the resource; one that was refused for a known reason does. */
async function ask(question: () => Promise<Readiness>): Promise<Readiness> {
  try {
    return await question();
  } catch (error) {
    const message = error instanceof DiagnosticError ? error.diagnostics.map((each) => each.message).join("; ") : String(error);
    return { state: error instanceof DiagnosticError ? "failed" : "waiting", message };
  }
}

function nextPause(now: number, passed: number): number {
  const wanted = Math.min(longestPauseMs, Math.max(shortestPauseMs, passed / 10));
  return Math.ceil((now + wanted) / shortestPauseMs) * shortestPauseMs - now;
}

function place({ address, origin }: DesiredResource) {
  return { address, ...(origin !== undefined && { range: origin }) };
}
