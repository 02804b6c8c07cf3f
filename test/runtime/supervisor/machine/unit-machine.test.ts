import { expect, it } from "vitest";
import type { UnitEvent } from "../../../../src/runtime/supervisor/machine/unit-event.ts";
import { newUnitMachine, reduceUnit, type UnitMachine } from "../../../../src/runtime/supervisor/machine/unit-machine.ts";
import { unitMessage } from "../../../../src/runtime/supervisor/machine/unit-message.ts";
import type { UnitPolicy } from "../../../../src/runtime/supervisor/machine/unit-policy.ts";

const policy: UnitPolicy = {
  restart: { policy: "on-failure", initialMs: 1_000, maxMs: 8_000, maxAttempts: 3 },
  mayComplete: false,
  ownsProcess: true,
  checked: true,
  readinessFailures: 2,
  livenessFailures: 2,
  slowMs: 1_000,
};

const ready: UnitEvent = { kind: "probe", question: "readiness", ok: true, latencyMs: 5 };
const notReady: UnitEvent = { kind: "probe", question: "readiness", ok: false, latencyMs: 5, error: "refuses" };
const dead: UnitEvent = { kind: "probe", question: "liveness", ok: false, latencyMs: 5, error: "no answer in 2 s" };
const crash: UnitEvent = { kind: "exited", code: 1, line: "API key missing" };

/** Plays events one second apart (or at the time given) and tells state, message and effects of each step. */
function play(events: readonly (UnitEvent | readonly [time: number, event: UnitEvent])[], how: Partial<UnitPolicy> = {}, random = 1) {
  let machine: UnitMachine = newUnitMachine;
  let time = 0;
  return events.map((entry) => {
    const [at, event] = "kind" in entry ? [time + 1_000, entry] : entry;
    time = at;
    const step = reduceUnit(machine, event, { ...policy, ...how }, { time, random });
    machine = step.machine;
    const effects = step.effects.map((effect) => (effect.kind === "schedule-retry" ? `retry in ${effect.delayMs}` : effect.kind));
    return [machine.state, unitMessage(machine, time), ...effects].filter((part) => part !== undefined).join(" | ");
  });
}

it("starts, becomes ready, and is stopped", () => {
  expect(play([{ kind: "start" }, { kind: "spawned" }, ready, { kind: "stop" }, { kind: "gone" }])).toEqual([
    "starting | spawn",
    "starting",
    "healthy",
    "stopping | end",
    "stopped",
  ]);
});

it("doubles the wait up to its maximum and gives up after the last attempt", () => {
  const loop: UnitEvent[] = [crash, { kind: "retry" }];
  expect(play([{ kind: "start" }, ...loop, ...loop, ...loop, crash, { kind: "retry" }, { kind: "start" }])).toEqual([
    "starting | spawn",
    'backoff | exit 1, next try in 1 s: "API key missing" | retry in 1000',
    "starting | spawn",
    'backoff | exit 1, next try in 2 s: "API key missing" | retry in 2000',
    "starting | spawn",
    'backoff | exit 1, next try in 4 s: "API key missing" | retry in 4000',
    "starting | spawn",
    'crashed | exit 1, given up after 3 restarts: "API key missing"',
    'crashed | exit 1, given up after 3 restarts: "API key missing"',
    "starting | spawn",
  ]);
});

it("waits at least half of the time, whatever chance says", () => {
  expect(play([{ kind: "start" }, crash], {}, 0)).toEqual(["starting | spawn", expect.stringMatching(/retry in 500$/)]);
});

it("forgets earlier failures after a healthy stretch, and only then", () => {
  const before: UnitEvent[] = [{ kind: "start" }, crash, { kind: "retry" }, crash, { kind: "retry" }];
  expect(play([...before, [10_000, ready], [25_000, crash]]).at(-1)).toContain("retry in 4000");
  expect(play([...before, [10_000, ready], [26_000, crash]]).at(-1)).toContain("retry in 1000");
});

it("never restarts by itself where the policy says so", () => {
  const never = { restart: { ...policy.restart, policy: "never" as const } };
  expect(play([{ kind: "start" }, crash, { kind: "retry" }], never)).toEqual([
    "starting | spawn",
    'crashed | exit 1: "API key missing"',
    'crashed | exit 1: "API key missing"',
  ]);
});

it("takes the end of a service with code 0 as completion, of a server as a failure, and restarts both under always", () => {
  const done: UnitEvent = { kind: "exited", code: 0 };
  const always = { ...policy.restart, policy: "always" as const };
  expect(play([{ kind: "start" }, done], { mayComplete: true })[1]).toBe("completed");
  expect(play([{ kind: "start" }, done])[1]).toMatch(/^backoff \| exit 0, next try/);
  expect(play([{ kind: "start" }, done], { mayComplete: true, restart: always })[1]).toMatch(/^backoff/);
});

it("does not try again what cannot help", () => {
  const failed: UnitEvent = { kind: "spawn-failed", reason: 'program "x" was not found', permanent: true };
  expect(play([{ kind: "start" }, failed])[1]).toBe('crashed | program "x" was not found');
  expect(play([{ kind: "start" }, { ...failed, reason: "EAGAIN", permanent: false }])[1]).toMatch(/^backoff \| EAGAIN/);
});

it("takes a unit out after so many readiness failures in a row, and back after one success", () => {
  expect(play([{ kind: "start" }, ready, notReady, ready, notReady, notReady, notReady, ready])).toEqual([
    "starting | spawn",
    "healthy",
    "healthy",
    "healthy",
    "healthy",
    "unhealthy | refuses",
    "unhealthy | refuses",
    "healthy",
  ]);
});

it("calls a slow unit degraded, but not for its first answer", () => {
  const slow: UnitEvent = { ...ready, latencyMs: 2_400 };
  expect(play([{ kind: "start" }, slow, slow, ready])).toEqual([
    "starting | spawn",
    "healthy",
    "degraded | answers in 2.4 s (limit 1 s)",
    "healthy",
  ]);
});

it("ends and restarts a unit whose liveness fails, but not while it starts", () => {
  expect(play([{ kind: "start" }, dead, dead, ready, dead, dead, { kind: "gone" }])).toEqual([
    "starting | spawn",
    "starting",
    "starting",
    "healthy",
    "healthy",
    "stopping | liveness failed 2 times: no answer in 2 s | end",
    "backoff | liveness failed 2 times: no answer in 2 s, next try in 1 s | retry in 1000",
  ]);
});

it("never ends or restarts what somebody else runs", () => {
  const late: UnitEvent = { kind: "startup-failed", reason: "not ready in 60 s" };
  expect(play([{ kind: "start" }, late, dead, dead, ready, dead, dead], { ownsProcess: false })).toEqual([
    "starting | spawn",
    "unhealthy | not ready in 60 s",
    "unhealthy | not ready in 60 s",
    "unhealthy | not ready in 60 s",
    "healthy",
    "healthy",
    "healthy",
  ]);
});

it("starts anew when a start is asked for while it stops, and stays stopped when the stop comes last", () => {
  const begin: UnitEvent[] = [{ kind: "start" }, ready, { kind: "stop" }];
  expect(play([...begin, { kind: "start" }, { kind: "gone" }]).at(-1)).toBe("starting | spawn");
  expect(play([...begin, { kind: "start" }, { kind: "stop" }, { kind: "gone" }]).at(-1)).toBe("stopped");
});

it("ends a unit that takes too much without any grace", () => {
  const step = reduceUnit(
    { ...newUnitMachine, state: "healthy" },
    { kind: "broken", reason: "used 600 MiB, limit 512 MiB", now: true },
    policy,
    {
      time: 0,
      random: 0,
    },
  );
  expect(step.effects).toEqual([{ kind: "end", now: true }]);
});

it("leaves backoff at once when it is stopped or started", () => {
  expect(play([{ kind: "start" }, crash, { kind: "stop" }, { kind: "retry" }]).slice(2)).toEqual(["stopped | cancel-retry", "stopped"]);
  expect(play([{ kind: "start" }, crash, { kind: "start" }]).at(-1)).toBe("starting | cancel-retry | spawn");
});
