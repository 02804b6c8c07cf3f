import type { UnitState } from "../protocol.ts";
import { backoffDelay, healthyStretch } from "./backoff.ts";
import type { Moment, UnitEffect, UnitEvent } from "./unit-event.ts";
import type { UnitPolicy } from "./unit-policy.ts";

/** Everything that decides what a unit does next. Pure data; `reduceUnit` is the only one who makes it. */
export interface UnitMachine {
  readonly state: UnitState;
  /** While stopping: what follows when the process is gone. */
  readonly after?: "stopped" | "start" | "failed";
  /** Restarts the supervisor did by itself since the unit was put. */
  readonly restarts: number;
  /** Restarts in a row without a healthy stretch between them. */
  readonly attempts: number;
  readonly readySince?: number;
  readonly readinessFailures: number;
  readonly livenessFailures: number;
  /** Why it is in this state, such as `exit 1`. */
  readonly reason?: string;
  /** The line of its output that tells most about `reason`. */
  readonly line?: string;
  /** When the backoff ends. */
  readonly retryAt?: number;
  readonly exitCode?: number;
}

export interface Step {
  /** The very same object when nothing changed. */
  readonly machine: UnitMachine;
  readonly effects: readonly UnitEffect[];
}

export const newUnitMachine: UnitMachine = { state: "stopped", restarts: 0, attempts: 0, readinessFailures: 0, livenessFailures: 0 };

/** True while calls may be sent to a unit. */
export function isReady(state: UnitState): boolean {
  return state === "healthy" || state === "degraded";
}

/** True while a unit has, or is getting, a process that nobody asked to end. */
export function isRunning(state: UnitState): boolean {
  return state === "starting" || state === "unhealthy" || isReady(state);
}

/** One step of a unit. An event that does not fit the state changes nothing: answers of a past process may come late. */
export function reduceUnit(machine: UnitMachine, event: UnitEvent, policy: UnitPolicy, moment: Moment): Step {
  switch (event.kind) {
    case "start":
    case "restart":
      return wantRunning(machine, event.kind);
    case "stop":
      return wantStopped(machine);
    case "spawned":
      return machine.state === "starting" && !policy.checked ? becomeReady(machine, "healthy", undefined, moment) : unchanged(machine);
    case "spawn-failed":
      return isRunning(machine.state) ? fail(machine, { reason: event.reason }, policy, moment, event.permanent) : unchanged(machine);
    case "exited":
      return exited(machine, event, policy, moment);
    case "probe":
      return event.question === "readiness" ? readiness(machine, event, policy, moment) : liveness(machine, event, policy);
    case "startup-failed":
      return startupFailed(machine, event, policy);
    case "broken":
      return isRunning(machine.state) && policy.ownsProcess ? endBecause(machine, { reason: event.reason }, event.now) : unchanged(machine);
    case "gone":
      return gone(machine, policy, moment);
    case "retry":
      return machine.state === "backoff" ? spawnAgain({ ...machine, restarts: machine.restarts + 1 }) : unchanged(machine);
  }
}

function unchanged(machine: UnitMachine): Step {
  return { machine, effects: [] };
}

/** A machine in a state of its own, without what belonged to the state before. */
function enter(machine: UnitMachine, state: UnitState, also: Partial<UnitMachine> = {}): UnitMachine {
  const { restarts, attempts, exitCode } = machine;
  return { state, restarts, attempts, exitCode, readinessFailures: 0, livenessFailures: 0, ...also };
}

function spawnAgain(machine: UnitMachine): Step {
  return { machine: enter(machine, "starting", { exitCode: undefined }), effects: [{ kind: "spawn" }] };
}

function wantRunning(machine: UnitMachine, how: "start" | "restart"): Step {
  if (machine.state === "stopping") return { machine: { ...machine, after: "start", attempts: 0 }, effects: [] };
  if (!isRunning(machine.state)) {
    const step = spawnAgain({ ...machine, attempts: 0 });
    return machine.state === "backoff" ? { ...step, effects: [{ kind: "cancel-retry" }, ...step.effects] } : step;
  }
  if (how === "start") return unchanged(machine);
  return { machine: enter(machine, "stopping", { after: "start", attempts: 0 }), effects: [{ kind: "end", now: false }] };
}

function wantStopped(machine: UnitMachine): Step {
  if (machine.state === "stopped") return unchanged(machine);
  if (machine.state === "stopping") return { machine: { ...machine, after: "stopped" }, effects: [] };
  if (machine.state === "backoff") return { machine: enter(machine, "stopped"), effects: [{ kind: "cancel-retry" }] };
  if (!isRunning(machine.state)) return { machine: enter(machine, "stopped"), effects: [] };
  return { machine: enter(machine, "stopping", { after: "stopped" }), effects: [{ kind: "end", now: false }] };
}

function exited(machine: UnitMachine, event: UnitEvent & { kind: "exited" }, policy: UnitPolicy, moment: Moment): Step {
  if (machine.state === "stopping") return { machine: { ...machine, exitCode: event.code }, effects: [] };
  if (!isRunning(machine.state)) return unchanged(machine);
  const ended: UnitMachine = { ...machine, exitCode: event.code };
  const reason = event.signal === undefined ? `exit ${event.code ?? "unknown"}` : `ended by ${event.signal}`;
  if (event.code === 0 && policy.mayComplete && policy.restart.policy !== "always") {
    return { machine: enter(ended, "completed"), effects: [] };
  }
  return fail(ended, { reason, line: event.line }, policy, moment);
}

type Why = Pick<UnitMachine, "reason" | "line">;

/** After a failure, with no process left: wait and try again, or give up. */
function fail(machine: UnitMachine, why: Why, policy: UnitPolicy, moment: Moment, permanent = false): Step {
  const { restart } = policy;
  const attempts = attemptsInRow(machine, policy, moment);
  if (permanent || restart.policy === "never") return { machine: enter(machine, "crashed", { ...why, attempts }), effects: [] };
  if (attempts >= restart.maxAttempts) {
    const given = attempts === 0 ? why.reason : `${why.reason}, given up after ${attempts} ${attempts === 1 ? "restart" : "restarts"}`;
    return { machine: enter(machine, "crashed", { ...why, reason: given, attempts }), effects: [] };
  }
  const delayMs = backoffDelay(restart, attempts, moment.random);
  const waiting = enter(machine, "backoff", { ...why, attempts: attempts + 1, retryAt: moment.time + delayMs });
  return { machine: waiting, effects: [{ kind: "schedule-retry", delayMs }] };
}

/** The restarts in a row so far; a healthy stretch ends the row. */
function attemptsInRow(machine: UnitMachine, policy: UnitPolicy, moment: Moment): number {
  const stretch = machine.readySince === undefined ? 0 : moment.time - machine.readySince;
  return stretch >= healthyStretch(policy.restart) ? 0 : machine.attempts;
}

/** Ends a running process that failed in a way it does not know of itself; `fail` follows when it is gone. */
function endBecause(machine: UnitMachine, why: Why, now: boolean): Step {
  const stopping = enter(machine, "stopping", { ...why, after: "failed", readySince: machine.readySince });
  return { machine: stopping, effects: [{ kind: "end", now }] };
}

function gone(machine: UnitMachine, policy: UnitPolicy, moment: Moment): Step {
  if (machine.state !== "stopping") return unchanged(machine);
  if (machine.after === "start") return spawnAgain(machine);
  if (machine.after === "failed") return fail(machine, { reason: machine.reason, line: machine.line }, policy, moment);
  return { machine: enter(machine, "stopped"), effects: [] };
}

function startupFailed(machine: UnitMachine, event: UnitEvent & { kind: "startup-failed" }, policy: UnitPolicy): Step {
  if (machine.state !== "starting") return unchanged(machine);
  const why = { reason: event.reason, line: event.line };
  return policy.ownsProcess ? endBecause(machine, why, false) : { machine: enter(machine, "unhealthy", why), effects: [] };
}

function becomeReady(machine: UnitMachine, state: "healthy" | "degraded", reason: string | undefined, moment: Moment): Step {
  if (machine.state === state && machine.reason === reason && machine.readinessFailures === 0) return unchanged(machine);
  const readySince = isReady(machine.state) ? machine.readySince : moment.time;
  const { livenessFailures } = machine;
  return { machine: enter(machine, state, { reason, readySince, livenessFailures }), effects: [] };
}

function readiness(machine: UnitMachine, event: UnitEvent & { kind: "probe" }, policy: UnitPolicy, moment: Moment): Step {
  if (!isRunning(machine.state)) return unchanged(machine);
  if (event.ok) {
    // The first answer takes as long as the start takes; that is not slowness.
    if (event.latencyMs <= policy.slowMs || machine.state === "starting") return becomeReady(machine, "healthy", undefined, moment);
    return becomeReady(machine, "degraded", `answers in ${seconds(event.latencyMs)} (limit ${seconds(policy.slowMs)})`, moment);
  }
  if (!isReady(machine.state)) {
    return machine.reason === event.error
      ? unchanged(machine)
      : { machine: { ...machine, reason: event.error, line: undefined }, effects: [] };
  }
  const readinessFailures = machine.readinessFailures + 1;
  if (readinessFailures < policy.readinessFailures) return { machine: { ...machine, readinessFailures }, effects: [] };
  const { livenessFailures } = machine;
  const attempts = attemptsInRow(machine, policy, moment);
  return { machine: enter(machine, "unhealthy", { reason: event.error, livenessFailures, attempts }), effects: [] };
}

function liveness(machine: UnitMachine, event: UnitEvent & { kind: "probe" }, policy: UnitPolicy): Step {
  // Before the first readiness success the startup deadline decides, and nothing can restart what is not ours.
  if (!isRunning(machine.state) || machine.state === "starting" || !policy.ownsProcess) return unchanged(machine);
  if (event.ok) return machine.livenessFailures === 0 ? unchanged(machine) : { machine: { ...machine, livenessFailures: 0 }, effects: [] };
  const livenessFailures = machine.livenessFailures + 1;
  if (livenessFailures < policy.livenessFailures) return { machine: { ...machine, livenessFailures }, effects: [] };
  const times = livenessFailures === 1 ? "once" : `${livenessFailures} times`;
  return endBecause(machine, { reason: `liveness failed ${times}: ${event.error ?? "no answer"}` }, false);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
