import type { ClientIdentity } from "../../../mcp/connect.ts";
import type { OwnChild } from "../../bridge/child-source.ts";
import { settlesWithin } from "../clock.ts";
import type { Forward } from "../front-door-port.ts";
import { tellingLine } from "../log/telling-line.ts";
import type { UnitLog } from "../log/unit-log.ts";
import { diagnosticCode, failureText } from "../probe/failure-text.ts";
import { McpConnection } from "../probe/mcp-connection.ts";
import type { LaunchedProcess } from "../process/launch.ts";
import type { UnitMcp, UnitSpec } from "../protocol.ts";
import type { UnitContext } from "../unit-context.ts";
import { logStrayOutput } from "./stray-output.ts";
import type { RunHooks } from "./unit-run.ts";
import { type StartupError, startupTimeout, watchDeadline, watchUnit } from "./watch-unit.ts";

export interface ConversationOptions {
  readonly unit: UnitSpec;
  /** Absent for what somebody else runs. */
  readonly launched: LaunchedProcess | undefined;
  readonly forceLegacy: boolean;
  /** Starts a further process for one session. */
  readonly openOwn?: (client: ClientIdentity, era: "legacy" | "modern") => Promise<OwnChild>;
  readonly context: UnitContext;
  readonly log: UnitLog;
  readonly hooks: RunHooks;
  readonly stop: AbortSignal;
}

/** A broken pipe is seen a moment before the exit that explains it. */
const exitFollowsMs = 200;
const learnTimeoutMs = 10_000;

/** All talk with one life of a unit: the handshake, the probes, and the way for calls. Ends with `stop`. */
export class Conversation {
  /** Settles when the first handshake on pipes is over, however. */
  readonly handshake: Promise<void>;
  readonly #options: ConversationOptions;
  readonly #connection: McpConnection | undefined;
  #forward: Forward | undefined;
  #protocol: string | undefined;
  #lastError: string | undefined;

  constructor(options: ConversationOptions) {
    const { unit, launched, stop } = options;
    this.#options = options;
    this.#lastError = launched?.protocol === undefined ? undefined : "no answer to the MCP handshake";
    if (unit.mcp !== undefined) this.#connection = this.#connect(unit.mcp);
    watchDeadline(this.#watched(), () => this.#startupError(), stop);
    if (launched?.protocol === undefined) {
      this.handshake = Promise.resolve();
      watchUnit(this.#watched(), stop);
    } else {
      this.handshake = this.#shakeHands(launched, launched.protocol);
    }
  }

  get forward(): Forward | undefined {
    return this.#forward;
  }

  get protocol(): string | undefined {
    return this.#connection?.session?.protocolVersion ?? this.#protocol;
  }

  get tools(): readonly string[] | undefined {
    return this.#connection?.toolNames;
  }

  async close(): Promise<void> {
    await this.#connection?.close();
  }

  #connect(mcp: UnitMcp): McpConnection {
    const { unit, launched, forceLegacy, context } = this.#options;
    const protocol = forceLegacy ? "legacy" : mcp.protocol;
    if (launched?.protocol !== undefined) return new McpConnection(context.connectMcp, { kind: "stdio", ...launched.protocol }, protocol);
    const remote = unit.process.kind === "remote" ? unit.process : undefined;
    const url = mcp.url ?? remote?.url ?? "";
    const forward = { kind: mcp.transport === "sse" ? ("sse" as const) : ("http" as const), url, headers: remote?.headers ?? {} };
    this.#forward = forward;
    return new McpConnection(context.connectMcp, forward, protocol);
  }

  #watched() {
    const { unit, launched, context, log, hooks } = this.#options;
    const report: RunHooks["report"] = (event) => {
      if (this.#options.stop.aborted) return;
      if (event.kind === "probe" && !event.ok) this.#lastError = event.error;
      const first = hooks.starting();
      hooks.report(event);
      if (first && !hooks.starting() && event.kind === "probe") void this.#learn();
    };
    return {
      unit,
      connection: this.#connection,
      instance: launched?.instance,
      clock: context.clock,
      hooks: { ...hooks, report },
      redact: (text: string) => log.redact(text),
    };
  }

  #startupError(): StartupError {
    return { error: this.#lastError, line: tellingLine(this.#options.log.tail) };
  }

  async #shakeHands(launched: LaunchedProcess, pipes: NonNullable<LaunchedProcess["protocol"]>): Promise<void> {
    const { unit, stop, log, hooks } = this.#options;
    const connection = this.#connection;
    if (connection === undefined) return;
    const quiet = logStrayOutput(pipes.output, log);
    try {
      // The deadline is watched elsewhere and ends this through `stop`.
      const session = await connection.open(startupTimeout(unit) + 1_000, stop);
      await connection.learnTools(stop);
      if (stop.aborted) return;
      const stateful = unit.mcp?.stateful ?? true;
      const { openOwn } = this.#options;
      const own = openOwn === undefined ? {} : { openOwn: (client: ClientIdentity) => openOwn(client, session.era) };
      this.#forward = { kind: "session", session, stateful, ...own };
      void session.closed.then((reason) => this.#onClosed(launched, reason));
      hooks.report({ kind: "news" });
      const readiness = unit.health?.readiness.check.kind ?? "mcp";
      if (readiness === "mcp" || readiness === "process") hooks.report({ kind: "probe", question: "readiness", ok: true, latencyMs: 0 });
      watchUnit(this.#watched(), stop);
    } catch (error) {
      await this.#onRefusal(launched, error);
    } finally {
      quiet();
    }
  }

  async #onRefusal(launched: LaunchedProcess, error: unknown): Promise<void> {
    const { stop, hooks, forceLegacy, log, context } = this.#options;
    if (stop.aborted) return;
    if (diagnosticCode(error) === "MCPC6306" && !forceLegacy) return hooks.report({ kind: "needs-legacy" });
    if (await settlesWithin(context.clock, launched.exited, exitFollowsMs)) return;
    if (!stop.aborted) hooks.report({ kind: "startup-failed", reason: log.redact(failureText(error)), line: tellingLine(log.tail) });
  }

  /** A server that closed its pipes but lives on can never be talked to again. */
  async #onClosed(launched: LaunchedProcess, reason: Error | undefined): Promise<void> {
    const { stop, hooks, log, context } = this.#options;
    if (stop.aborted || (await settlesWithin(context.clock, launched.exited, exitFollowsMs)) || stop.aborted) return;
    hooks.report({ kind: "broken", reason: log.redact(reason?.message ?? "the conversation was closed"), now: false });
  }

  /** Where readiness asks something else than MCP, protocol and tools are asked for once, and their lack means nothing. */
  async #learn(): Promise<void> {
    const { stop, hooks } = this.#options;
    const connection = this.#connection;
    if (connection === undefined || stop.aborted) return;
    if (connection.session === undefined) {
      try {
        this.#protocol = (await connection.open(learnTimeoutMs, stop)).protocolVersion;
        await connection.learnTools(stop);
      } catch {
        return;
      } finally {
        await connection.close();
      }
    }
    if (!stop.aborted) hooks.report({ kind: "news" });
  }
}
