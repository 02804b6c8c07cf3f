import { expect, it } from "vitest";
import type { EnvironmentStatus, StatusEntry } from "../../src/engine/target.ts";
import { wholeStatus } from "../../src/engine/whole-status.ts";
import { type StatusReport, statusJson, statusText } from "../../src/views/status.ts";
import { at80, at120, inColour, now, widest, withoutColour } from "./looks.ts";

const url = "http://127.0.0.1:7420";
const entries: readonly StatusEntry[] = [
  {
    address: "server.memory",
    name: "memory",
    state: "healthy",
    ready: true,
    pid: 4711,
    restarts: 0,
    protocol: "2025-11-25",
    tools: 9,
    url: `${url}/memory/mcp`,
    uptimeSeconds: 250,
    memoryBytes: 61 * 1024 ** 2,
  },
  {
    address: "server.tasks",
    name: "tasks",
    state: "degraded",
    ready: true,
    pid: 4712,
    restarts: 0,
    protocol: "2026-07-28",
    tools: 7,
    url: `${url}/tasks/mcp`,
    uptimeSeconds: 7300,
    memoryBytes: 1.5 * 1024 ** 3,
    message: "answers in 2.4 s (limit 1 s)",
  },
  {
    address: "server.weather",
    name: "weather",
    state: "backoff",
    ready: false,
    restarts: 3,
    url: `${url}/weather/mcp`,
    message: 'exit 1, next try in 8 s: "API key missing; a long explanation that goes on beyond the width of a small terminal"',
  },
  { address: "service.db", name: "db", state: "healthy", ready: true, pid: 4713, restarts: 0, uptimeSeconds: 259_200, memoryBytes: 812 },
];
const report: StatusReport = {
  stack: "team-tools",
  environment: "dev",
  target: "local",
  revision: { revision: 13, stable: true, time: now - 240_000 },
  status: { url, endpoint: `${url}/mcp`, entries },
};

it("shows each server in a line, what is not well below it, and where to go at the end", () => {
  const screen = statusText(report, { ...at80, now });
  expect(screen).toMatchInlineSnapshot(`
    "team-tools · dev · local, revision 13 (stable, 4 minutes)

    SERVER   STATE     TOOLS  PROTOCOL    UP  RESTARTS   MEMORY  URL
    memory   healthy       9  2025-11-25  4m         0   61 MiB  /memory/mcp
    tasks    degraded      7  2026-07-28  2h         0  1.5 GiB  /tasks/mcp
              answers in 2.4 s (limit 1 s)
    weather  backoff       –  –            –         3        –  /weather/mcp
              exit 1, next try in 8 s: "API key missing; a long explanation that
              goes on beyond the width of a small terminal"

    SERVICE  STATE    UP  RESTARTS  MEMORY
    db       healthy  3d         0   812 B

    2 of 3 ready at http://127.0.0.1:7420/mcp   mcpc logs weather -e dev
    "
  `);
  expect(widest(screen)).toBeLessThanOrEqual(80);
});

it("fits 120 columns in the same way", () => {
  expect(statusText(report, { ...at120, now })).toMatchInlineSnapshot(`
    "team-tools · dev · local, revision 13 (stable, 4 minutes)

    SERVER   STATE     TOOLS  PROTOCOL    UP  RESTARTS   MEMORY  URL
    memory   healthy       9  2025-11-25  4m         0   61 MiB  /memory/mcp
    tasks    degraded      7  2026-07-28  2h         0  1.5 GiB  /tasks/mcp
              answers in 2.4 s (limit 1 s)
    weather  backoff       –  –            –         3        –  /weather/mcp
              exit 1, next try in 8 s: "API key missing; a long explanation that goes on beyond the width of a small
              terminal"

    SERVICE  STATE    UP  RESTARTS  MEMORY
    db       healthy  3d         0   812 B

    2 of 3 ready at http://127.0.0.1:7420/mcp   mcpc logs weather -e dev
    "
  `);
});

it("says with colour only what the text says too", () => {
  const coloured = statusText(report, { ...inColour, now });
  expect(coloured.split("\n").slice(0, 8).join("\n")).toMatchInlineSnapshot(`
    "<bold>team-tools</bold> · dev · local, revision 13 (stable, 4 minutes)

    <bold>SERVER</bold>   <bold>STATE</bold>     <bold>TOOLS</bold>  <bold>PROTOCOL</bold>    <bold>UP</bold>  <bold>RESTARTS</bold>   <bold>MEMORY</bold>  <bold>URL</bold>
    memory   <green>healthy</green>       9  2025-11-25  4m         0   61 MiB  /memory/mcp
    tasks    <yellow>degraded</yellow>      7  2026-07-28  2h         0  1.5 GiB  /tasks/mcp
              <dim>answers in 2.4 s (limit 1 s)</dim>
    weather  <yellow>backoff</yellow>       –  –            –         3        –  /weather/mcp
              <yellow>exit 1, next try in 8 s: "API key missing; a long explanation that</yellow>"
  `);
  expect(withoutColour(coloured)).toBe(statusText(report, { ...at80, now }));
});

it("says why nothing runs and what to type", () => {
  const nothing: StatusReport = {
    stack: "s",
    environment: "dev",
    target: "local",
    status: { entries: [], message: "the supervisor is not running" },
  };
  expect(statusText(nothing, { ...at80, now })).toMatchInlineSnapshot(`
    "s · dev · local, nothing applied yet

    Nothing runs here: the supervisor is not running.   mcpc apply -e dev
    "
  `);
});

it("shows what is gone with its supervisor, and how to have it back", () => {
  const gone: EnvironmentStatus = wholeStatus({ entries: [], message: "the supervisor is not running" }, [
    { address: "gateway" },
    { address: "service.db" },
    { address: "server.tasks" },
  ]);
  expect(statusText({ ...report, status: gone }, { ...at80, now })).toMatchInlineSnapshot(`
    "team-tools · dev · local, revision 13 (stable, 4 minutes)

    SERVER  STATE  TOOLS  PROTOCOL  UP  RESTARTS  MEMORY  URL
    tasks   gone       –  –          –         0       –

    SERVICE  STATE  UP  RESTARTS  MEMORY
    db       gone    –         0       –

    0 of 1 ready: the supervisor is not running   mcpc apply -e dev
    "
  `);
  const stopped: StatusEntry = { address: "server.tasks", name: "tasks", state: "stopped", ready: false, restarts: 0 };
  expect(statusText({ ...report, status: { entries: [stopped] } }, { ...at80, now })).toMatch(
    /\n0 of 1 ready {3}mcpc start tasks -e dev\n$/,
  );
  expect(wholeStatus({ entries: [stopped] }, [stopped])).toEqual({ entries: [stopped] });
});

it("is data for programs: every key always there, unknown values null", () => {
  expect(statusJson(report)).toMatchInlineSnapshot(`
    {
      "endpoint": "http://127.0.0.1:7420/mcp",
      "environment": "dev",
      "formatVersion": "1.0",
      "message": null,
      "revision": 13,
      "servers": [
        {
          "memoryBytes": 63963136,
          "message": null,
          "name": "memory",
          "pid": 4711,
          "protocol": "2025-11-25",
          "ready": true,
          "restarts": 0,
          "state": "healthy",
          "tools": 9,
          "uptimeSeconds": 250,
          "url": "http://127.0.0.1:7420/memory/mcp",
        },
        {
          "memoryBytes": 1610612736,
          "message": "answers in 2.4 s (limit 1 s)",
          "name": "tasks",
          "pid": 4712,
          "protocol": "2026-07-28",
          "ready": true,
          "restarts": 0,
          "state": "degraded",
          "tools": 7,
          "uptimeSeconds": 7300,
          "url": "http://127.0.0.1:7420/tasks/mcp",
        },
        {
          "memoryBytes": null,
          "message": "exit 1, next try in 8 s: "API key missing; a long explanation that goes on beyond the width of a small terminal"",
          "name": "weather",
          "pid": null,
          "protocol": null,
          "ready": false,
          "restarts": 3,
          "state": "backoff",
          "tools": null,
          "uptimeSeconds": null,
          "url": "http://127.0.0.1:7420/weather/mcp",
        },
      ],
      "services": [
        {
          "memoryBytes": 812,
          "message": null,
          "name": "db",
          "pid": 4713,
          "protocol": null,
          "ready": true,
          "restarts": 0,
          "state": "healthy",
          "tools": null,
          "uptimeSeconds": 259200,
          "url": null,
        },
      ],
      "stable": true,
      "stack": "team-tools",
      "target": "local",
      "url": "http://127.0.0.1:7420",
    }
  `);
});

it("shows hostile names, states and messages without obeying them", () => {
  const hostile = { ...entries[0]!, name: "x\u001b[2J", state: "\u0007", message: "\u009b31m", url: "\u202e" };
  expect(statusText({ ...report, status: { entries: [hostile] } }, { ...at80, now })).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/,
  );
});
