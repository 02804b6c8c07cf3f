import { expect, it } from "vitest";
import type { ApplyResult } from "../../src/engine/events.ts";
import type { EnvironmentStatus } from "../../src/engine/target.ts";
import { applyResultJson, applyResultText } from "../../src/views/apply-result.ts";
import { at80 } from "./looks.ts";
import { operation } from "./sample-plan.ts";

const start = operation(1, "start", "server.tasks");
const remove = operation(2, "remove", "server.old");
const result: ApplyResult = {
  outcome: "applied",
  revision: 13,
  stable: true,
  done: [start, remove],
  failed: [],
  skipped: [],
  milliseconds: 9400,
  diagnostics: [],
};
const status: EnvironmentStatus = {
  url: "http://127.0.0.1:7420",
  endpoint: "http://127.0.0.1:7420/mcp",
  entries: [
    { address: "server.tasks", name: "tasks", state: "healthy", ready: true, restarts: 0, url: "http://127.0.0.1:7420/tasks/mcp" },
    { address: "server.ui", name: "ui", state: "healthy", ready: true, restarts: 0, url: "http://127.0.0.1:7420/ui/mcp" },
    { address: "service.db", name: "db", state: "healthy", ready: true, restarts: 0 },
  ],
};
const options = { ...at80, environment: "dev" };

it("ends with the URLs after a success", () => {
  expect(applyResultText(result, { ...options, status })).toMatchInlineSnapshot(`
    "Revision 13 is stable. 2 operations in 9.4 s.
      http://127.0.0.1:7420/mcp         all 2 servers
      http://127.0.0.1:7420/tasks/mcp   tasks
      http://127.0.0.1:7420/ui/mcp      ui
    "
  `);
});

it("lists no more than one server of many", () => {
  const entry = (name: string) =>
    ({ address: `server.${name}`, name, state: "healthy", ready: true, restarts: 0, url: `http://127.0.0.1:7420/${name}/mcp` }) as const;
  const many = { ...status, entries: ["a", "b", "c", "d"].map(entry) };
  expect(applyResultText(result, { ...options, status: many })).toMatchInlineSnapshot(`
    "Revision 13 is stable. 2 operations in 9.4 s.
      http://127.0.0.1:7420/mcp     all 4 servers
      http://127.0.0.1:7420/a/mcp   one of them, a
    "
  `);
  expect(applyResultText(result, { ...options, status: { ...status, entries: [entry("a")] } })).toMatchInlineSnapshot(`
    "Revision 13 is stable. 2 operations in 9.4 s.
      http://127.0.0.1:7420/mcp     the front door
      http://127.0.0.1:7420/a/mcp   a
    "
  `);
});

it("lists every server where each has a port of its own that nobody could guess", () => {
  const entries = ["a", "b", "c", "d"].map(
    (name, index) =>
      ({
        address: `server.${name}`,
        name,
        state: "healthy",
        ready: true,
        restarts: 0,
        url: `http://127.0.0.1:${32_900 + index}/mcp`,
      }) as const,
  );
  expect(applyResultText(result, { ...options, status: { entries } })).toMatchInlineSnapshot(`
    "Revision 13 is stable. 2 operations in 9.4 s.
      http://127.0.0.1:32900/mcp   a
      http://127.0.0.1:32901/mcp   b
      http://127.0.0.1:32902/mcp   c
      http://127.0.0.1:32903/mcp   d
    "
  `);
});

it("ends with the command to type after a failure, and says what was put back and what was not tried", () => {
  const failed: ApplyResult = { ...result, outcome: "rolled-back", revision: 12, done: [], failed: [start], skipped: [remove] };
  expect(applyResultText(failed, { ...options, status })).toMatchInlineSnapshot(`
    "Failed: server.tasks; returned to revision 12. Not tried: server.old. Nothing
    else was touched.
    mcpc logs tasks -e dev
    "
  `);
});

it("says what was put back with what failed", () => {
  const failed: ApplyResult = {
    ...result,
    outcome: "rolled-back",
    revision: 14,
    returnedTo: 12,
    done: [operation(3, "restart", "server.ui")],
    failed: [start],
  };
  expect(applyResultText(failed, options)).toContain("Failed: server.tasks; returned to revision 12. Put back with it: server.ui.\n");
});

it("tells the failures itself where no progress has shown them", () => {
  const diagnostic = { code: "MCPC6203", severity: "error", message: 'server "tasks" exited with code 1', hint: "see its log" } as const;
  const failures = [{ time: 0, kind: "operation-failed", operation: start, diagnostics: [diagnostic], logTail: ["boom"] }] as const;
  const failed: ApplyResult = { ...result, outcome: "failed", stable: false, done: [], failed: [start] };
  expect(applyResultText(failed, { ...options, failures })).toMatchInlineSnapshot(`
    "  ✖ server.tasks   server "tasks" exited with code 1
            │ boom
          hint: see its log

    Failed: server.tasks. Nothing else was changed.   mcpc logs tasks -e dev
    "
  `);
});

it.each([
  ["no-change", { done: [] }, "Nothing to do; revision 13 stands.\n"],
  ["applied", { stable: false }, "Revision 13 is applied, but not verified. 2 operations in 9.4 s.\n"],
  ["stale", {}, "The plan is stale: the environment moved on after it was made. Nothing was changed.\nmcpc plan -e dev\n"],
  ["locked", {}, "Somebody else changes this environment at the moment. Nothing was changed.\nmcpc status -e dev\n"],
  [
    "interrupted",
    { skipped: [remove], done: [start] },
    "Interrupted after 1 operation in 9.4 s. Not tried: server.old. What was done stays.\nmcpc apply -e dev\n",
  ],
] as const)("says what %s means", (outcome, more, expected) => {
  expect(applyResultText({ ...result, ...more, outcome }, { ...options, width: 90 })).toBe(expected);
});

it("says that a destroy removed everything", () => {
  expect(applyResultText(result, { ...options, status, verb: "destroy" })).toBe("Everything is removed. 2 operations in 9.4 s.\n");
});

it("is data for programs", () => {
  expect(applyResultJson(result)).toMatchInlineSnapshot(`
    {
      "diagnostics": [],
      "formatVersion": "1.0",
      "milliseconds": 9400,
      "operations": {
        "done": [
          {
            "address": "server.tasks",
            "id": 1,
            "type": "start",
          },
          {
            "address": "server.old",
            "id": 2,
            "type": "remove",
          },
        ],
        "failed": [],
        "skipped": [],
      },
      "outcome": "applied",
      "returnedTo": null,
      "revision": 13,
      "stable": true,
    }
  `);
});
