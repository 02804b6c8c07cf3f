import { setTimeout as pause } from "node:timers/promises";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { type ClientIdentity, connectMcp } from "../../mcp/connect.ts";
import type { ProtocolChoice } from "../../mcp/endpoint.ts";
import type { McpSession } from "../../mcp/session.ts";
import { systemClock } from "../supervisor/clock.ts";
import { endProcess } from "../supervisor/process/end-process.ts";
import { LaunchError, type LaunchedProcess, type LocalProcess, launch, type ProcessExit } from "../supervisor/process/launch.ts";
import type { OwnChild } from "./child-source.ts";

/** A process whose pipes are closed has ended within this time, or lives on without them. */
const exitToldMs = 50;

export interface ChildProcessOptions {
  readonly process: LocalProcess;
  readonly protocol: ProtocolChoice;
  /** For start and handshake together. */
  readonly startupMs: number;
  /** From the first request to end until SIGKILL. */
  readonly graceMs: number;
  /** Gives up on a process that has not answered yet. */
  readonly signal?: AbortSignal;
  /** A name that no other process has or had. */
  readonly nextInstance: () => string;
  /** Takes the new process into care: its output, and whatever must know it. Gives what is to be done when nothing of it is left. */
  readonly adopt: (launched: LaunchedProcess) => () => void;
}

class FailedLaunch extends DiagnosticError {
  readonly permanent: boolean;

  constructor({ message, permanent }: LaunchError) {
    super(diagnose("MCPC6380", { reason: message }));
    this.permanent = permanent;
  }
}

/** Starting it again would fail again: there is no such program, or it may not be run. */
export function isPermanent(error: unknown): boolean {
  return error instanceof FailedLaunch && error.permanent;
}

interface Adopted {
  readonly launched: LaunchedProcess;
  readonly release: () => void;
}

/**
 * Starts the server in a process group of its own and shakes hands with it for `client`.
 *
 * @throws DiagnosticError where there is no process, or it does not answer.
 */
export async function startChild(options: ChildProcessOptions, client: ClientIdentity): Promise<OwnChild & { readonly pid: number }> {
  const { protocol } = options;
  const adopted = await launchChild(options);
  try {
    return owned(options, adopted, await shakeHands(options, adopted.launched, protocol, client));
  } catch (error) {
    // Some servers end on any request before `initialize`: they are legacy, and are not asked again.
    const isKilled = error instanceof DiagnosticError && error.diagnostics[0]?.code === "MCPC6306";
    const asksAgain = isKilled && protocol !== "legacy";
    const exit = asksAgain ? undefined : await Promise.race([adopted.launched.exited, pause(exitToldMs)]);
    await endChild(options, adopted, 0);
    if (asksAgain) return startChild({ ...options, protocol: "legacy" }, client);
    throw error instanceof DiagnosticError && exit !== undefined ? endedAtOnce(exit, error) : error;
  }
}

function endedAtOnce({ code, signal }: ProcessExit, { diagnostics: [told] }: DiagnosticError): DiagnosticError {
  const how = signal === undefined ? `with code ${code}` : `by ${signal}`;
  return new DiagnosticError(diagnose("MCPC6380", { reason: `it ended ${how} before it answered (${told?.message})` }));
}

async function launchChild(options: ChildProcessOptions): Promise<Adopted> {
  let launched: LaunchedProcess;
  try {
    launched = await launch(options.process, { instance: options.nextInstance(), stdio: true });
  } catch (error) {
    throw error instanceof LaunchError ? new FailedLaunch(error) : error;
  }
  return { launched, release: options.adopt(launched) };
}

function shakeHands(
  options: ChildProcessOptions,
  launched: LaunchedProcess,
  protocol: ProtocolChoice,
  client: ClientIdentity,
): Promise<McpSession> {
  if (launched.protocol === undefined) throw new Error("a bridged server has pipes");
  const { startupMs: timeoutMs, signal } = options;
  const connect = { protocol, timeoutMs, client, ...(signal === undefined ? {} : { signal }) };
  return connectMcp({ kind: "stdio", ...launched.protocol }, connect);
}

function owned(options: ChildProcessOptions, adopted: Adopted, session: McpSession): OwnChild & { readonly pid: number } {
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= session.close().then(() => endChild(options, adopted, options.graceMs));
    return ending;
  };
  // A server that ended, or closed its pipes, leaves nothing behind either.
  void adopted.launched.exited.then(end);
  void session.closed.then(end);
  return { session, pid: adopted.launched.pid, end };
}

async function endChild(options: ChildProcessOptions, { launched, release }: Adopted, graceMs: number): Promise<void> {
  const { cleanup, env } = options.process;
  const cleanups = cleanup === undefined ? {} : { cleanup };
  await endProcess(launched, { graceMs, env, clock: systemClock, ...cleanups }).catch(() => {});
  release();
}
