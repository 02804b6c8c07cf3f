import { expect, it } from "vitest";
import { createMemoryHost } from "../../../src/host/memory-host.ts";
import type { UnitState, UnitStatus } from "../../../src/runtime/supervisor/protocol.ts";
import { endpoint } from "../../../targets/local/endpoint.ts";
import { probe } from "../../../targets/local/probe.ts";
import { status } from "../../../targets/local/status.ts";
import { command, compileLocal, resourceOf, server } from "./model.ts";
import { scope, supervisorStatus, unitStatus } from "./scope.ts";

const compiled = compileLocal({
  servers: [
    server("job", command("migrate")),
    server("tasks", command("t"), { needs: [{ address: "server.job", until: "completed", restart: false }] }),
  ],
});
const tasks = resourceOf(compiled, "server.tasks");
const job = resourceOf(compiled, "server.job");

const holding = (...units: UnitStatus[]) => createMemoryHost({ http: () => ({ body: JSON.stringify(supervisorStatus(units)) }) });

it("waits for what may still come up, and knows what is final", async () => {
  const states: readonly UnitState[] = [
    "starting",
    "healthy",
    "degraded",
    "unhealthy",
    "crashed",
    "backoff",
    "stopping",
    "stopped",
    "completed",
  ];
  const verdicts = await Promise.all(
    states.map(async (state) => `${state} ${(await probe(tasks, scope, holding(unitStatus("server.tasks", { state })))).state}`),
  );
  expect(verdicts).toEqual([
    "starting waiting",
    "healthy ready",
    "degraded ready",
    "unhealthy waiting",
    "crashed failed",
    "backoff waiting",
    "stopping waiting",
    "stopped failed",
    "completed ready",
  ]);
});

it("tells why a server failed, with its last lines", async () => {
  const host = holding(unitStatus("server.tasks", { state: "crashed", message: "exit 1 three times", logTail: ["Error: no key"] }));
  expect(await probe(tasks, scope, host)).toEqual({ state: "failed", message: "exit 1 three times", logTail: ["Error: no key"] });
});

it("has seen enough when a server ended for the third time", async () => {
  const backoff = (restarts: number) =>
    probe(tasks, scope, holding(unitStatus("server.tasks", { state: "backoff", restarts, message: "exit 1" })));
  expect((await backoff(1)).state).toBe("waiting");
  expect(await backoff(2)).toMatchObject({ state: "failed", message: "exit 1" });
});

it("tells what the handshake told", async () => {
  const host = holding(unitStatus("server.tasks", { protocol: "2025-11-25", tools: 4 }));
  expect(await probe(tasks, scope, host)).toEqual({ state: "ready", protocol: "2025-11-25", tools: 4 });
});

it("waits for the end of what somebody needs completed", async () => {
  expect(await probe(job, scope, holding(unitStatus("server.job")))).toMatchObject({
    state: "waiting",
    message: "it has not completed yet",
  });
  expect(await probe(job, scope, holding(unitStatus("server.job", { state: "completed" })))).toMatchObject({ state: "ready" });
});

it("knows that nothing comes up without a supervisor, or when that does not hold it", async () => {
  expect(await probe(tasks, scope, createMemoryHost())).toEqual({ state: "failed", message: "the supervisor does not run" });
  expect(await probe(tasks, scope, holding())).toEqual({ state: "failed", message: "the supervisor does not hold it" });
  expect(await probe(resourceOf(compiled, "gateway"), scope, holding())).toEqual({ state: "ready" });
});

it("shares one answer among all who ask at once, and never one that was asked for before", async () => {
  let asked = 0;
  let state: UnitState = "starting";
  const host = createMemoryHost({
    http: async () => {
      asked++;
      const body = JSON.stringify(supervisorStatus([unitStatus("server.tasks", { state })]));
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { body };
    },
  });
  const early = probe(tasks, scope, host);
  await new Promise((resolve) => setTimeout(resolve, 1));
  state = "healthy";
  const later = await Promise.all(Array.from({ length: 50 }, () => probe(tasks, scope, host)));
  expect((await early).state).toBe("waiting");
  expect(new Set(later.map((readiness) => readiness.state))).toEqual(new Set(["ready"]));
  expect(asked).toBe(2);
  await probe(tasks, scope, host);
  expect(asked).toBe(3);
});

it("shows everything the supervisor holds, and nothing when there is none", async () => {
  const tasksStatus = unitStatus("server.tasks", {
    protocol: "2025-11-25",
    tools: 4,
    url: "http://127.0.0.1:7420/tasks/mcp",
    uptimeSeconds: 5,
  });
  expect(await status(scope, holding(tasksStatus, unitStatus("server.job", { state: "completed", ready: false, pid: undefined })))).toEqual(
    {
      url: "http://127.0.0.1:7420",
      endpoint: "http://127.0.0.1:7420/mcp",
      entries: [
        { address: "server.job", name: "job", state: "completed", ready: false, restarts: 0 },
        {
          address: "server.tasks",
          name: "tasks",
          state: "healthy",
          ready: true,
          restarts: 0,
          pid: 100,
          protocol: "2025-11-25",
          tools: 4,
          url: "http://127.0.0.1:7420/tasks/mcp",
          uptimeSeconds: 5,
        },
      ],
    },
  );
  expect(await status(scope, createMemoryHost())).toEqual({ entries: [], message: "the supervisor is not running" });
});

it("tells where a server answers while it runs", async () => {
  const url = "http://127.0.0.1:7420/tasks/mcp";
  expect(await endpoint("tasks", scope, holding(unitStatus("server.tasks", { url })))).toEqual({ url, headers: {} });
  expect(await endpoint("tasks", scope, holding(unitStatus("server.tasks", { url, state: "stopped" })))).toBeUndefined();
  expect(await endpoint("other", scope, holding())).toBeUndefined();
  expect(await endpoint("tasks", scope, createMemoryHost())).toBeUndefined();
});
