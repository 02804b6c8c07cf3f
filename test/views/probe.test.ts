import { expect, it } from "vitest";
import { type ProbedServer, probeJson, probeText, readinessText } from "../../src/views/probe.ts";
import { at80 } from "./looks.ts";

const servers: readonly ProbedServer[] = [
  {
    name: "memory",
    url: "http://127.0.0.1:7420/memory/mcp",
    result: { state: "ready", era: "legacy", protocolVersion: "2025-11-25", tools: 9, milliseconds: 12, message: "2025-11-25, 9 tools" },
  },
  { name: "guarded", result: { state: "needs-auth", milliseconds: 8, message: "asks for credentials", code: "MCPC6304" } },
  { name: "gone", result: { state: "failed", milliseconds: 3, message: "nobody answers at http://127.0.0.1:1/mcp", code: "MCPC6301" } },
];

it("shows what each server said to a handshake", () => {
  expect(probeText(servers, at80)).toMatchInlineSnapshot(`
    "   SERVER   STATE       ERA     PROTOCOL    TOOLS   TOOK
    ✔  memory   ready       legacy  2025-11-25      9  12 ms
    !  guarded  needs-auth  –       –               –   8 ms
       asks for credentials
    ✖  gone     failed      –       –               –   3 ms
       nobody answers at http://127.0.0.1:1/mcp

    1 of 3 servers ready.   mcpc explain MCPC6304
    "
  `);
});

it("is data for programs", () => {
  expect(probeJson(servers.slice(0, 2))).toMatchInlineSnapshot(`
    {
      "formatVersion": "1.0",
      "servers": [
        {
          "code": null,
          "era": "legacy",
          "message": "2025-11-25, 9 tools",
          "milliseconds": 12,
          "name": "memory",
          "protocol": "2025-11-25",
          "ready": true,
          "state": "ready",
          "tools": 9,
          "url": "http://127.0.0.1:7420/memory/mcp",
        },
        {
          "code": "MCPC6304",
          "era": null,
          "message": "asks for credentials",
          "milliseconds": 8,
          "name": "guarded",
          "protocol": null,
          "ready": false,
          "state": "needs-auth",
          "tools": null,
          "url": null,
        },
      ],
    }
  `);
});

it.each([
  [{ ready: true, protocol: "2025-11-25", tools: 4 }, "ready  2025-11-25  4 tools\n"],
  [{ ready: true, protocol: "2026-07-28", tools: 1 }, "ready  2026-07-28  1 tool\n"],
  [{ ready: true, protocol: "2025-11-25" }, "ready  2025-11-25\n"],
  [{ ready: true, protocol: 7 }, ""],
  [{ status: "ok" }, ""],
  ["ready", ""],
])("says on one line what a bridge tells of its server: %j", (answer, line) => {
  expect(readinessText(answer)).toBe(line);
});
