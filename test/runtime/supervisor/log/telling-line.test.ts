import { expect, it } from "vitest";
import { tellingLine } from "../../../../src/runtime/supervisor/log/telling-line.ts";

it.each([
  [
    "a Node.js crash",
    [
      "node:internal/modules/cjs/loader:1148",
      "  throw err;",
      "  ^",
      "",
      "Error: Cannot find module '/srv/dist/main.js'",
      "    at Module._resolveFilename (node:internal/modules/cjs/loader:1145:15)",
      "  code: 'MODULE_NOT_FOUND',",
      "  requireStack: []",
      "}",
      "",
      "Node.js v24.1.0",
    ],
    "Error: Cannot find module '/srv/dist/main.js'",
  ],
  [
    "a Python traceback",
    ["Traceback (most recent call last):", '  File "a.py", line 1, in <module>', "ValueError: no key"],
    "ValueError: no key",
  ],
  ["words without an error", ["loading", "serving on stdio"], "serving on stdio"],
  ["colours and tabs", ["\u001b[31mError:\tbad\u001b[0m"], "[31mError: bad [0m"],
  ["nothing", ["", "   "], undefined],
])("finds the line that tells why: %s", (_name, lines, expected) => {
  expect(tellingLine(lines)).toBe(expected);
});

it("cuts a line that would fill the screen", () => {
  expect(tellingLine([`Error: ${"x".repeat(500)}`])).toHaveLength(201);
});
