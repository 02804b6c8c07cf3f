import fc from "fast-check";
import { expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { plainPaint } from "../../src/diagnostics/render/paint.ts";
import type { ApplyEvent } from "../../src/engine/events.ts";
import type { Operation } from "../../src/engine/operation.ts";
import { createApplyProgress } from "../../src/views/apply-progress.ts";
import { emulatedTerminal } from "./emulated-terminal.ts";
import { now, widest } from "./looks.ts";
import { at, operation, plan } from "./sample-plan.ts";

const install = operation(1, "install", "server.weather");
const start = operation(2, "start", "server.weather", { deps: [1], wait: "ready" });
const restart = operation(3, "restart", "server.tasks", { wait: "ready" });
const remove = operation(4, "remove", "server.old", { deps: [3], wait: "gone" });
const operations = [install, start, restart, remove];

const refused: Diagnostic = {
  code: "MCPC6203",
  severity: "error",
  message: 'server "tasks" exited with code 1 three times in 12 s, and this message is long enough to need a second line',
  hint: "DATABASE_URL points to 127.0.0.1:5432",
  range: at(20),
};

const success: readonly ApplyEvent[] = [
  { time: now, kind: "locked", revision: 13 },
  { time: now, kind: "operation-started", operation: install },
  { time: now + 10, kind: "operation-started", operation: restart },
  { time: now + 1000, kind: "operation-progress", operation: install, message: "downloading 2 of 5 packages" },
  { time: now + 1900, kind: "operation-note", operation: install, message: "installed 1.9 s" },
  { time: now + 1900, kind: "operation-done", operation: install, milliseconds: 1900 },
  { time: now + 1900, kind: "operation-started", operation: start },
  { time: now + 2000, kind: "operation-done", operation: start, milliseconds: 100 },
  { time: now + 2700, kind: "ready", address: "server.weather", milliseconds: 800, protocol: "2025-11-25", tools: 4 },
  { time: now + 3000, kind: "operation-progress", operation: restart, message: "replica 2 of 3, handshake" },
];
const failure: readonly ApplyEvent[] = [
  ...success,
  {
    time: now + 12_000,
    kind: "operation-failed",
    operation: restart,
    diagnostics: [refused],
    logTail: ["Error: connect ECONNREFUSED 127.0.0.1:5432", "\tat TCPConnectWrap.afterConnect\u001b[2J"],
  },
  { time: now + 12_000, kind: "operation-skipped", operation: remove, message: "server.tasks failed" },
  {
    time: now + 12_000,
    kind: "rollback-started",
    revision: 12,
    plan: plan({ operations: [operation(1, "remove", "server.weather", { wait: "gone" })] }),
  },
  { time: now + 12_010, kind: "operation-started", operation: operation(1, "remove", "server.weather", { wait: "gone" }) },
  { time: now + 12_300, kind: "operation-done", operation: operation(1, "remove", "server.weather", { wait: "gone" }), milliseconds: 290 },
  { time: now + 12_400, kind: "rollback-done", revision: 12, milliseconds: 400 },
];

function onTerminal(columns = 80) {
  const terminal = emulatedTerminal(columns);
  let time = now;
  const { write, width } = terminal;
  const progress = createApplyProgress({
    paint: plainPaint,
    isTerminal: true,
    write,
    width,
    height: () => 24,
    now: () => time,
    operations,
  });
  const show = (events: readonly ApplyEvent[]): void => {
    for (const event of events) {
      time = event.time;
      progress.handle(event);
    }
  };
  const wait = (milliseconds: number): void => {
    time += milliseconds;
    progress.tick();
  };
  return { terminal, progress, show, wait };
}

it("redraws in place: what is done stays above, what is under way moves, what waits says for whom", () => {
  const { terminal, show, wait } = onTerminal();
  show(success);
  wait(3080);
  expect(terminal.screen()).toMatchInlineSnapshot(`
    "  ✔ server.weather   installed 1.9 s, ready 0.8 s   2025-11-25, 4 tools
      ⠦ server.tasks     replica 2 of 3, handshake … 6 s
      · server.old       waiting for server.tasks
    "
  `);
});

it("shows why something failed and what was put back, and leaves nothing that moves", () => {
  const { terminal, show, progress } = onTerminal();
  show(failure);
  progress.finish();
  expect(terminal.screen()).toMatchInlineSnapshot(`
    "  ✔ server.weather   installed 1.9 s, ready 0.8 s   2025-11-25, 4 tools
      ✖ server.tasks     server "tasks" exited with code 1 three times in 12 s, and
                         this message is long enough to need a second line
                         (MCPC6203)
            │ Error: connect ECONNREFUSED 127.0.0.1:5432
            │   at TCPConnectWrap.afterConnect\\u{1b}[2J
          at mcp.stack.yaml:20
          hint: DATABASE_URL points to 127.0.0.1:5432
      – server.old       not done: server.tasks failed

    Returning to revision 12
      ↶ server.weather   removed 0.3 s, as in revision 12
    Revision 12 is back after 0.4 s
    "
  `);
});

it("tells what an interrupt cut off", () => {
  const { terminal, show, progress } = onTerminal();
  show(success);
  progress.finish();
  expect(terminal.screen()).toMatchInlineSnapshot(`
    "  ✔ server.weather   installed 1.9 s, ready 0.8 s   2025-11-25, 4 tools
      – server.tasks     interrupted while replica 2 of 3, handshake
    "
  `);
});

it("draws over its lines also after the terminal became narrower and wider", () => {
  const { terminal, show, wait, progress } = onTerminal(100);
  show(success.slice(0, 4));
  terminal.resize(40);
  wait(1000);
  expect(terminal.screen()).toMatchInlineSnapshot(`
    "  ⠴ server.weather   downloading… … 2 s
      ⠴ server.tasks     restarting … 1 s
      · server.old       waiting for serve…
    "
  `);
  expect(widest(terminal.screen())).toBeLessThan(40);
  terminal.resize(120);
  show(failure.slice(4));
  progress.finish();
  expect(terminal.screen().match(/server\.weather {2,}installed/g)).toHaveLength(1);
  expect(terminal.screen().match(/⠋|⠙|⠹|⠸|⠼|⠴|⠦|⠧|⠇|⠏/)).toBeNull();
});

it("never draws more lines than the terminal has", () => {
  const terminal = emulatedTerminal(80);
  const many = Array.from({ length: 100 }, (_, index) => operation(index + 1, "start", `server.s${index}`, { wait: "ready" }));
  const { write, width } = terminal;
  const options = { paint: plainPaint, isTerminal: true, write, width, height: () => 10, now: () => now, operations: many };
  const progress = createApplyProgress(options);
  progress.tick();
  expect(terminal.screen().trimEnd().split("\n")).toHaveLength(8);
  expect(terminal.screen()).toContain("… and 93 more");
});

it("writes nothing when nothing moved", () => {
  let writes = 0;
  const write = () => {
    writes++;
  };
  const progress = createApplyProgress({ paint: plainPaint, isTerminal: true, write, width: () => 80, now: () => now, operations });
  progress.tick();
  progress.tick();
  expect(writes).toBe(1);
});

it("writes one line per event with a time on a pipe", () => {
  expect(onPipe(failure)).toMatchInlineSnapshot(`
    "12:00:00Z  revision 13 begins
    12:00:00Z  server.weather   installing
    12:00:00Z  server.tasks     restarting
    12:00:01Z  server.weather   downloading 2 of 5 packages
    12:00:01Z  server.weather   installed 1.9 s
    12:00:01Z  server.weather   starting
    12:00:02Z  server.weather   started 0.1 s
    12:00:02Z  server.weather   ✔ ready 0.8 s, 2025-11-25, 4 tools
    12:00:03Z  server.tasks     replica 2 of 3, handshake
    12:00:12Z  server.tasks     ✖ server "tasks" exited with code 1 three times in 12 s, and this message is long enough to need a second line
            │ Error: connect ECONNREFUSED 127.0.0.1:5432
            │   at TCPConnectWrap.afterConnect\\u{1b}[2J
          at mcp.stack.yaml:20
          hint: DATABASE_URL points to 127.0.0.1:5432
    12:00:12Z  server.old       not done: server.tasks failed
    12:00:12Z  returning to revision 12
    12:00:12Z  server.weather   removing
    12:00:12Z  server.weather   removed 0.3 s
    12:00:12Z  revision 12 is back after 0.4 s
    "
  `);
});

it("never moves the cursor on a pipe and never obeys what servers write, whatever they write", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const events: readonly ApplyEvent[] = [
        { time: now, kind: "operation-progress", operation: install, message: text },
        { time: now, kind: "operation-failed", operation: install, diagnostics: [{ ...refused, message: text }], logTail: [text] },
      ];
      expect(onPipe(events)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      const { show, progress } = onTerminal();
      // The emulated terminal throws on any sequence that is not ours.
      show(events);
      progress.finish();
    }),
  );
});

function onPipe(events: readonly ApplyEvent[], wanted: readonly Operation[] = operations): string {
  let text = "";
  const write = (piece: string) => {
    text += piece;
  };
  const options = { paint: plainPaint, isTerminal: false, write, width: () => 80, now: () => now, operations: wanted };
  const progress = createApplyProgress(options);
  for (const event of events) {
    progress.handle(event);
    progress.tick();
  }
  progress.finish();
  return text;
}

const tidied: ApplyEvent = {
  time: now + 4000,
  kind: "tidied",
  removed: ["team-staging-tasks:0a1b2c3d4e5f", "team-staging-mcpc-runtime:0a1b2c3d4e5f"],
  left: [{ name: "team-staging-old:0a1b2c3d4e5f", reason: "container 12 is using it" }],
};

it("tells on a terminal what was cleared away afterwards", () => {
  const { terminal, show, progress } = onTerminal();
  show([tidied]);
  progress.finish();
  expect(terminal.screen()).toMatchInlineSnapshot(`
    "
      removed 2 images that no kept revision needs:
      team-staging-tasks:0a1b2c3d4e5f, team-staging-mcpc-runtime:0a1b2c3d4e5f
      team-staging-old:0a1b2c3d4e5f stays: container 12 is using it
    "
  `);
});

it("tells it on a pipe, too", () => {
  expect(onPipe([tidied])).toMatchInlineSnapshot(`
    "12:00:04Z  removed 2 images that no kept revision needs: team-staging-tasks:0a1b2c3d4e5f, team-staging-mcpc-runtime:0a1b2c3d4e5f
    team-staging-old:0a1b2c3d4e5f stays: container 12 is using it
    "
  `);
});
