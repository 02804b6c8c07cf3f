import { toolPasses } from "../bridge/tool-rules.ts";
import { UnitLog } from "./log/unit-log.ts";
import type { UnitEffect, UnitEvent } from "./machine/unit-event.ts";
import { isReady, newUnitMachine, reduceUnit, type UnitMachine } from "./machine/unit-machine.ts";
import { unitMessage } from "./machine/unit-message.ts";
import { unitPolicy } from "./machine/unit-policy.ts";
import type { UnitStart, UnitState, UnitStatus } from "./protocol.ts";
import type { LocalUnit } from "./run/local-unit.ts";
import { ProcessRun } from "./run/process-run.ts";
import { RemoteRun } from "./run/remote-run.ts";
import type { RunHooks, RunReport, UnitRun } from "./run/unit-run.ts";
import { withoutRestart } from "./same-process.ts";
import type { UnitContext } from "./unit-context.ts";
import { unitUrl } from "./unit-url.ts";

/** One unit: keeps its machine, does what the machine says, and tells what came of it. */
export class Unit {
  readonly #context: UnitContext;
  readonly #onChange: (unit: Unit) => void;
  #start: UnitStart;
  /** What it becomes when its present process is gone. */
  #next: UnitStart | undefined;
  #log: UnitLog;
  #machine: UnitMachine = newUnitMachine;
  #run: UnitRun | undefined;
  /** The process before the present one, until nothing of it is left. */
  #previous: Promise<void> = Promise.resolve();
  #forceLegacy = false;
  #cancelRetry = () => {};
  #waiting: (() => void)[] = [];

  constructor(start: UnitStart, context: UnitContext, onChange: (unit: Unit) => void) {
    this.#start = start;
    this.#context = context;
    this.#onChange = onChange;
    this.#log = this.#openLog();
  }

  get address() {
    return this.#start.unit.address;
  }

  get name(): string {
    return this.#start.unit.name;
  }

  /** Group whose memory is this unit's; absent while there is none. */
  get group(): number | undefined {
    return this.#run?.pid;
  }

  start(): void {
    this.#dispatch({ kind: "start" });
  }

  stop(): void {
    this.#dispatch({ kind: "stop" });
  }

  restart(): void {
    this.#dispatch({ kind: "restart" });
  }

  /** Runs it as `start` says from now on. While it runs well, what needs no new process is taken over without one. */
  replace(start: UnitStart): void {
    const { state } = this.#machine;
    const keeps = isReady(state) || state === "starting" || state === "completed";
    const kept = keeps && this.#next === undefined ? withoutRestart(this.#start, start) : undefined;
    if (kept !== undefined) {
      this.#start = kept;
      this.#publish();
      return;
    }
    this.#next = start;
    this.#dispatch({ kind: "restart" });
  }

  /** Stops it and forgets it. Resolves when nothing of it is left. */
  async remove(): Promise<void> {
    this.stop();
    if (this.#machine.state !== "stopped") await new Promise<void>((resolve) => this.#waiting.push(resolve));
    await this.#run?.gone;
    await this.#previous;
    this.#context.frontDoor.remove(this.name);
    await this.#log.close();
  }

  status(memoryBytes?: number): UnitStatus {
    const { unit } = this.#start;
    // From the moment of a PUT the answer is about the new thing, also while the old process still goes.
    const { spec, specHash, secretFingerprints, revision } = this.#next ?? this.#start;
    const { clock, frontDoorUrl } = this.#context;
    const now = clock.now();
    const run = this.#run;
    return {
      address: unit.address,
      name: unit.name,
      state: this.#machine.state,
      ready: this.#ready,
      pid: run?.pid,
      startTime: run?.startTime,
      restarts: this.#machine.restarts,
      protocol: run?.protocol,
      tools: this.#shownTools,
      url: unit.mcp === undefined ? undefined : unitUrl(frontDoorUrl, unit.mcp.expose),
      uptimeSeconds: run?.startedAt === undefined ? undefined : Math.max(0, Math.floor((now - run.startedAt) / 1_000)),
      memoryBytes,
      message: this.#message(now),
      exitCode: this.#machine.exitCode,
      logTail: this.#log.tail,
      specHash,
      spec,
      secretFingerprints,
      revision,
    };
  }

  get #ready(): boolean {
    return (
      isReady(this.#machine.state) && this.#run !== undefined && (this.#start.unit.mcp === undefined || this.#run.forward !== undefined)
    );
  }

  #message(now: number): string | undefined {
    const message = unitMessage(this.#machine, now);
    if (message !== undefined) return this.#log.redact(message);
    return this.#run?.queued === true ? "waits until others have started" : undefined;
  }

  /** Number of tools that clients see; its rules may change while it runs. */
  get #shownTools(): number | undefined {
    const { mcp } = this.#start.unit;
    return mcp === undefined ? undefined : this.#run?.tools?.filter(toolPasses(mcp.tools)).length;
  }

  /** `0.8 s after its start, 2025-11-25, 4 tools` */
  #readyMessage(now: number): string | undefined {
    const { startedAt, protocol } = this.#run ?? {};
    if (startedAt === undefined || protocol === undefined) return undefined;
    const tools = this.#shownTools;
    return `${Math.round((now - startedAt) / 100) / 10} s after its start, ${protocol}, ${tools ?? 0} ${tools === 1 ? "tool" : "tools"}`;
  }

  #dispatch(event: UnitEvent): void {
    const { clock } = this.#context;
    const before = this.#machine;
    const moment = { time: clock.now(), random: clock.random() };
    const { machine, effects } = reduceUnit(before, event, unitPolicy(this.#start.unit), moment);
    if (machine === before) return;
    this.#machine = machine;
    for (const effect of effects) this.#perform(effect);
    if (machine.state === "stopped") this.#adoptNext();
    if (machine.state !== before.state) this.#onState(machine, before.state);
    if (isVisible(before, machine)) this.#publish();
  }

  #onState({ state }: UnitMachine, before: UnitState): void {
    if (state === "stopped") for (const resolve of this.#waiting.splice(0)) resolve();
    if (state === "starting") return;
    const now = this.#context.clock.now();
    const message = state === "healthy" && before === "starting" ? this.#readyMessage(now) : this.#message(now);
    this.#log.write("supervisor", message === undefined ? state : `${state}: ${message}`);
  }

  #perform(effect: UnitEffect): void {
    const run = this.#run;
    switch (effect.kind) {
      case "spawn":
        this.#adoptNext();
        this.#spawn();
        return;
      case "end":
        if (run === undefined) this.#dispatchLater({ kind: "gone" });
        else void this.#endRun(run, effect.now).then(() => this.#dispatch({ kind: "gone" }));
        return;
      case "schedule-retry":
        this.#cancelRetry = this.#context.clock.after(effect.delayMs, () => this.#dispatch({ kind: "retry" }));
        return;
      case "cancel-retry":
        this.#cancelRetry();
    }
  }

  #dispatchLater(event: UnitEvent): void {
    setImmediate(() => this.#dispatch(event));
  }

  async #endRun(run: UnitRun, now: boolean): Promise<void> {
    try {
      await run.end(now);
    } catch (error) {
      this.#context.daemonLog.fault(`end of ${this.address}`, error);
    }
  }

  /** A new process waits until nothing is left of the one before: both would want the same port and data. */
  #spawn(): void {
    const former = this.#run;
    this.#run = undefined;
    this.#previous = Promise.all([this.#previous, former?.gone]).then(() => {
      if (this.#machine.state === "starting" && this.#run === undefined) this.#begin();
    });
  }

  #begin(): void {
    let run: UnitRun | undefined;
    const hooks: RunHooks = {
      starting: () => this.#run === run && this.#machine.state === "starting",
      report: (report) => {
        if (this.#run === run) this.#onReport(report);
      },
    };
    const { unit } = this.#start;
    run =
      unit.process.kind === "process"
        ? new ProcessRun(unit as LocalUnit, this.#context, this.#log, hooks, this.#forceLegacy)
        : new RemoteRun(unit, this.#context, this.#log, hooks);
    this.#run = run;
    this.#publish();
  }

  #onReport(report: RunReport): void {
    if (report.kind === "news") this.#publish();
    else if (report.kind === "needs-legacy") this.#beginLegacy();
    else {
      // A server that took our word for its era and refused gets the question again next time.
      if (report.kind === "startup-failed") this.#forceLegacy = false;
      this.#dispatch(report);
    }
  }

  #beginLegacy(): void {
    const former = this.#run;
    this.#forceLegacy = true;
    this.#log.write("supervisor", "it ended when asked for the revision 2026-07-28; started again as a legacy server");
    if (former !== undefined) void this.#endRun(former, true);
    this.#spawn();
  }

  #adoptNext(): void {
    const next = this.#next;
    if (next === undefined) return;
    this.#next = undefined;
    const former = this.#log;
    const { name } = this.#start.unit;
    if (next.unit.name !== name) this.#context.frontDoor.remove(name);
    this.#start = next;
    this.#forceLegacy = false;
    this.#machine = { ...this.#machine, restarts: 0 };
    this.#log = this.#openLog();
    void former.close();
  }

  #openLog(): UnitLog {
    const { unit, redact } = this.#start;
    return new UnitLog(this.#context.files.log(unit.name), unit.logs, this.#context.clock, redact);
  }

  /** Tells the front door and everybody who listens. */
  #publish(): void {
    const { unit } = this.#start;
    const { state } = this.#machine;
    if (unit.mcp !== undefined) {
      const message = this.#message(this.#context.clock.now());
      const { name, mcp } = unit;
      const { expose, tools, limits } = mcp;
      const told = { name, expose, tools, state, ready: this.#ready, message, ...(limits === undefined ? {} : { limits }) };
      this.#context.frontDoor.set(told, this.#run?.forward);
    }
    this.#onChange(this);
  }
}

/** Counters of failures that changed nothing yet are nobody's business. */
function isVisible(before: UnitMachine, after: UnitMachine): boolean {
  return (
    before.state !== after.state ||
    before.reason !== after.reason ||
    before.line !== after.line ||
    before.restarts !== after.restarts ||
    before.retryAt !== after.retryAt ||
    before.exitCode !== after.exitCode
  );
}
