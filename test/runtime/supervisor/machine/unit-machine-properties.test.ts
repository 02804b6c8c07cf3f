import fc from "fast-check";
import { expect, it } from "vitest";
import { backoffDelay } from "../../../../src/runtime/supervisor/machine/backoff.ts";
import type { UnitEvent } from "../../../../src/runtime/supervisor/machine/unit-event.ts";
import {
  isReady,
  isRunning,
  newUnitMachine,
  reduceUnit,
  type UnitMachine,
} from "../../../../src/runtime/supervisor/machine/unit-machine.ts";
import type { UnitPolicy } from "../../../../src/runtime/supervisor/machine/unit-policy.ts";

const policies: fc.Arbitrary<UnitPolicy> = fc.record({
  restart: fc.record({
    policy: fc.constantFrom("always", "on-failure", "never"),
    initialMs: fc.integer({ min: 1, max: 5_000 }),
    maxMs: fc.integer({ min: 1, max: 60_000 }),
    maxAttempts: fc.nat(6),
  }),
  mayComplete: fc.boolean(),
  ownsProcess: fc.constant(true),
  checked: fc.boolean(),
  readinessFailures: fc.integer({ min: 1, max: 4 }),
  livenessFailures: fc.integer({ min: 1, max: 4 }),
  slowMs: fc.constant(1_000),
});

const probes = fc.record({
  kind: fc.constant("probe" as const),
  question: fc.constantFrom("readiness", "liveness"),
  ok: fc.boolean(),
  latencyMs: fc.nat(3_000),
  error: fc.constant("no"),
});

const events: fc.Arbitrary<UnitEvent> = fc.oneof(
  { weight: 4, arbitrary: probes },
  fc.constantFrom<UnitEvent>(
    { kind: "start" },
    { kind: "stop" },
    { kind: "restart" },
    { kind: "spawned" },
    { kind: "spawn-failed", reason: "EAGAIN", permanent: false },
    { kind: "exited", code: 0 },
    { kind: "exited", code: 1 },
    { kind: "exited", signal: "SIGKILL" },
    { kind: "startup-failed", reason: "late" },
    { kind: "broken", reason: "memory", now: true },
    { kind: "gone" },
    { kind: "retry" },
  ),
);

const steps = fc.array(fc.record({ event: events, wait: fc.nat(200_000), random: fc.double({ min: 0, max: 0.999, noNaN: true }) }), {
  maxLength: 80,
});

interface Seen {
  readonly before: UnitMachine;
  readonly after: UnitMachine;
  readonly event: UnitEvent;
  readonly effects: readonly string[];
  /** A process exists after this step. */
  readonly process: boolean;
}

/** Plays a story in a world with one process: an event that needs a process, or the lack of it, is left out where it cannot happen. */
function live(
  policy: UnitPolicy,
  story: readonly { event: UnitEvent; wait: number; random: number }[],
  onStep: (seen: Seen) => void,
): void {
  let machine: UnitMachine = newUnitMachine;
  let time = 0;
  let process = false;
  for (const { event, wait, random } of story) {
    time += wait;
    const needsProcess = ["spawned", "exited", "startup-failed", "broken", "probe", "spawn-failed"].includes(event.kind);
    if (needsProcess && !process) continue;
    if (event.kind === "gone" && machine.state !== "stopping") continue;
    if (event.kind === "exited" || event.kind === "gone" || event.kind === "spawn-failed") process = false;
    const before = machine;
    const step = reduceUnit(machine, event, policy, { time, random });
    machine = step.machine;
    for (const effect of step.effects) {
      if (effect.kind === "spawn") {
        expect(process, `a second process after ${event.kind}`).toBe(false);
        process = true;
      }
    }
    onStep({ before, after: machine, event, effects: step.effects.map(({ kind }) => kind), process });
  }
}

it("never starts a second process beside the first, and ends what it does not want", () => {
  fc.assert(
    fc.property(policies, steps, (policy, story) => {
      live(policy, story, ({ after, process }) => {
        if (["stopped", "crashed", "completed", "backoff"].includes(after.state)) expect(process).toBe(false);
        if (isReady(after.state)) expect(process).toBe(true);
      });
    }),
    { numRuns: 2_000 },
  );
});

it("starts nothing after a stop until somebody asks for it", () => {
  fc.assert(
    fc.property(policies, steps, (policy, story) => {
      let stopped = false;
      live(policy, story, ({ event, effects }) => {
        if (event.kind === "stop") stopped = true;
        if (event.kind === "start" || event.kind === "restart") stopped = false;
        if (stopped) expect(effects).not.toContain("spawn");
      });
    }),
    { numRuns: 2_000 },
  );
});

it("leaves crashed only when asked, and restarts no more often in a row than it may", () => {
  fc.assert(
    fc.property(policies, steps, (policy, story) => {
      live(policy, story, ({ before, after, event }) => {
        if (before.state === "crashed" && after.state !== "crashed") expect(["start", "stop", "restart"]).toContain(event.kind);
        expect(after.attempts).toBeLessThanOrEqual(policy.restart.maxAttempts);
        if (policy.restart.policy === "never") expect(after.restarts).toBe(0);
      });
    }),
    { numRuns: 2_000 },
  );
});

it("gives the same object when nothing changed, and a message for every bad state", () => {
  fc.assert(
    fc.property(policies, steps, (policy, story) => {
      live(policy, story, ({ before, after, effects }) => {
        if (after === before) expect(effects).toEqual([]);
        if (["crashed", "backoff", "unhealthy", "degraded"].includes(after.state)) expect(after.reason).toBeTruthy();
        if (after.state === "healthy" || after.state === "stopped") expect(after.reason).toBeUndefined();
        expect(after.state === "backoff").toBe(after.retryAt !== undefined);
        expect(isRunning(after.state) || after.readySince === undefined || after.state === "stopping").toBe(true);
      });
    }),
    { numRuns: 2_000 },
  );
});

it("waits between half and the whole of the doubled time, never beyond its maximum", () => {
  const restarts = fc.record({
    policy: fc.constant("always" as const),
    initialMs: fc.integer({ min: 1, max: 10_000 }),
    maxMs: fc.integer({ min: 1, max: 100_000 }),
    maxAttempts: fc.constant(1),
  });
  fc.assert(
    fc.property(restarts, fc.nat(2_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (restart, attempt, random) => {
      const full = Math.min(restart.maxMs, restart.initialMs * 2 ** attempt);
      const delay = backoffDelay(restart, attempt, random);
      expect(delay).toBeGreaterThanOrEqual(Math.floor(full / 2));
      expect(delay).toBeLessThanOrEqual(full);
    }),
  );
});
