import type { ClientIdentity } from "../../../mcp/connect.ts";
import { settlesWithin } from "../clock.ts";
import type { Forward } from "../front-door-port.ts";
import type { AppliedLimits } from "../limits/resource-limits.ts";
import { readOutput } from "../log/read-output.ts";
import { tellingLine } from "../log/telling-line.ts";
import type { UnitLog } from "../log/unit-log.ts";
import { clearUp, type EndOptions, endProcess } from "../process/end-process.ts";
import { LaunchError, type LaunchedProcess, launch, type ProcessExit } from "../process/launch.ts";
import type { ProcessEntry } from "../process/process-table.ts";
import type { UnitContext } from "../unit-context.ts";
import { Conversation } from "./conversation.ts";
import type { LocalUnit } from "./local-unit.ts";
import { SessionProcesses } from "./session-processes.ts";
import type { RunHooks, UnitRun } from "./unit-run.ts";

/** Last words in a pipe may come a little after the exit that they explain. */
const lastWordsMs = 500;

/** One process of a unit, from its start until nothing of it is left. */
export class ProcessRun implements UnitRun {
  readonly gone: Promise<void>;
  readonly #unit: LocalUnit;
  readonly #context: UnitContext;
  readonly #log: UnitLog;
  readonly #hooks: RunHooks;
  readonly #forceLegacy: boolean;
  readonly #stop = new AbortController();
  readonly #begun: Promise<void>;
  readonly #markGone: () => void;
  readonly #sessions: SessionProcesses;
  #launched: LaunchedProcess | undefined;
  #startedAt: number | undefined;
  #conversation: Conversation | undefined;
  #limits: AppliedLimits | undefined;
  #releaseSlot = () => {};
  #queued = false;
  #ending = false;
  #exited = false;

  constructor(unit: LocalUnit, context: UnitContext, log: UnitLog, hooks: RunHooks, forceLegacy: boolean) {
    this.#unit = unit;
    this.#context = context;
    this.#log = log;
    this.#hooks = hooks;
    this.#forceLegacy = forceLegacy;
    this.#sessions = new SessionProcesses(unit, context, log);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gone = promise;
    this.#markGone = resolve;
    this.#begun = this.#begin();
  }

  get pid(): number | undefined {
    return this.#exited ? undefined : this.#launched?.pid;
  }

  get queued(): boolean {
    return this.#queued;
  }

  get startTime(): string | undefined {
    return this.#exited ? undefined : this.#launched?.startTime;
  }

  get startedAt(): number | undefined {
    return this.#exited ? undefined : this.#startedAt;
  }

  get protocol(): string | undefined {
    return this.#conversation?.protocol;
  }

  get tools(): readonly string[] | undefined {
    return this.#conversation?.tools;
  }

  get forward(): Forward | undefined {
    return this.#exited || this.#ending ? undefined : this.#conversation?.forward;
  }

  async end(now: boolean): Promise<void> {
    this.#ending = true;
    this.#stop.abort();
    await this.#begun;
    await this.#endLaunched(now);
    await this.gone;
  }

  async #begin(): Promise<void> {
    this.#queued = this.#context.slots.full;
    try {
      this.#releaseSlot = await this.#context.slots.acquire(this.#stop.signal);
    } catch {
      this.#markGone();
      return;
    } finally {
      this.#queued = false;
    }
    this.#stop.signal.addEventListener("abort", this.#releaseSlot, { once: true });
    try {
      await this.#launch();
    } catch (error) {
      this.#ending = true;
      this.#stop.abort();
      await this.#endLaunched(true);
      this.#markGone();
      this.#hooks.report({ kind: "spawn-failed", ...this.#explain(error) });
    }
  }

  #explain(error: unknown): { readonly reason: string; readonly permanent: boolean } {
    if (error instanceof LaunchError) return { reason: this.#log.redact(error.message), permanent: error.permanent };
    this.#context.daemonLog.fault(`start of ${this.#unit.address}`, error);
    const code = (error as NodeJS.ErrnoException).code;
    return { reason: code === undefined ? "it could not be started" : `its process could not be recorded (${code})`, permanent: false };
  }

  async #launch(): Promise<void> {
    const { address, name, mcp, resources, process: program } = this.#unit;
    const { guard, records, limits, clock, nextInstance } = this.#context;
    this.#log.forgetTail();
    const launched = await launch(program, { instance: nextInstance(address), stdio: mcp?.transport === "stdio" });
    guard.add(launched.pid);
    this.#launched = launched;
    this.#startedAt = clock.now();
    void launched.exited.then((exit) => this.#onExit(exit));
    for (const { name: origin, stream } of launched.outputs) readOutput(stream, origin, this.#log, clock);
    const { pid, startTime, instance } = launched;
    records.write(name, { address, pid, startTime, instance, cleanup: program.cleanup });
    this.#limits = limits.apply(name, pid, resources, (reason) => this.#hooks.report({ kind: "broken", reason, now: true }));
    this.#log.write("supervisor", `started, pid ${pid}`);
    if (this.#stop.signal.aborted) return;
    this.#hooks.report({ kind: "spawned" });
    this.#converse(launched);
  }

  #converse(launched: LaunchedProcess): void {
    const { starting, report } = this.#hooks;
    const hooks: RunHooks = {
      starting,
      report: (event) => {
        report(event);
        if (!starting()) this.#releaseSlot();
      },
    };
    if (!starting()) this.#releaseSlot();
    const stop = this.#stop.signal;
    const shared = { unit: this.#unit, context: this.#context, log: this.#log, forceLegacy: this.#forceLegacy };
    const openOwn = (client: ClientIdentity, era: "legacy" | "modern") => this.#sessions.start(client, era);
    this.#conversation = new Conversation({ ...shared, launched, hooks, stop, openOwn });
    // A finished handshake frees the slot even where readiness asks for more.
    if (launched.protocol !== undefined) void this.#conversation.handshake.then(this.#releaseSlot);
  }

  async #onExit(exit: ProcessExit): Promise<void> {
    const launched = this.#launched;
    if (this.#ending || launched === undefined) return;
    this.#exited = true;
    this.#hooks.report({ kind: "news" });
    await settlesWithin(this.#context.clock, Promise.all([launched.drained, this.#conversation?.handshake]), lastWordsMs);
    this.#stop.abort();
    const line = this.#limits?.killReason() ?? tellingLine(this.#log.tail);
    if (!this.#ending) this.#hooks.report({ kind: "exited", ...exit, line });
    const sessions = this.#sessions.end();
    const left = await clearUp(launched, [], this.#endOptions(0));
    await sessions;
    this.#finish(left);
  }

  async #endLaunched(now: boolean): Promise<void> {
    if (this.#launched === undefined || this.#exited) return;
    const sessions = this.#sessions.end();
    await this.#conversation?.close();
    if (now) this.#limits?.kill();
    const left = await endProcess(this.#launched, this.#endOptions(now ? 0 : this.#unit.stop.graceMs));
    await sessions;
    this.#finish(left);
  }

  #finish(left: readonly ProcessEntry[]): void {
    this.#exited = true;
    if (left.length > 0) this.#log.write("supervisor", `could not end pid ${left.map((entry) => entry.pid).join(", ")}`);
    else this.#context.records.remove(this.#unit.name);
    this.#context.guard.remove(this.#launched?.pid ?? 0);
    this.#limits?.release();
    this.#releaseSlot();
    this.#markGone();
  }

  #endOptions(graceMs: number): EndOptions {
    const { cleanup, env } = this.#unit.process;
    return { graceMs, cleanup, env, clock: this.#context.clock };
  }
}
