import { expect, it } from "vitest";
import { createMemoryHost, type MemoryHostOptions } from "../../../src/host/memory-host.ts";
import { startSupervisor } from "../../../targets/local/supervisor/start-supervisor.ts";
import { command, compileLocal, resourceOf, server } from "./model.ts";
import { scope, supervisorStatus } from "./scope.ts";

const gateway = resourceOf(compileLocal({ servers: [server("a", command("a"))] }), "gateway");
const files = { "/state/team/dev/.keep": "" };

/** Answers from the `after`th question on. */
function answering(after: number, more: MemoryHostOptions = {}) {
  let asked = 0;
  return createMemoryHost({
    files,
    ...more,
    http: () => {
      if (asked++ < after) throw Object.assign(new Error("ENOENT"), { code: "ENOENT" });
      return { body: JSON.stringify(supervisorStatus([], { pid: 1001 })) };
    },
  });
}

it("starts the daemon with little of the environment, writes down with which settings, and waits for its answer", async () => {
  const host = answering(3, { env: { PATH: "/bin", GITHUB_TOKEN: "leak" } });
  expect((await startSupervisor(gateway, 4, scope, host)).url).toBe("http://127.0.0.1:7420");
  expect(host.writes.map(({ method }) => method)).toEqual(["makeDirectory", "spawnDetached", "writeFile"]);
  const spawned = host.writes.find(({ method }) => method === "spawnDetached")?.subject ?? "";
  expect(JSON.parse(spawned.slice(spawned.indexOf("{")))).toEqual({
    stack: "team",
    environment: "dev",
    stateDirectory: "/state/team/dev",
    socket: "/state/team/dev/control.sock",
    host: "127.0.0.1",
    port: 0,
    parallel: 8,
    allowedHosts: [],
    allowedOrigins: [],
    guarded: false,
  });
  expect(JSON.parse(host.text("/state/team/dev/supervisor.json") ?? "")).toEqual({
    pid: 1001,
    spec: gateway.spec,
    specHash: gateway.specHash,
    revision: 4,
    root: "/work",
    pending: true,
  });
});

it("leaves a running one alone", async () => {
  const host = answering(0);
  await startSupervisor(gateway, 4, scope, host);
  expect(host.writes.map(({ method }) => method)).toEqual(["makeDirectory", "writeFile"]);
});

it("tells what the daemon said when it ends, and gives up on one that never answers", async () => {
  const log = "2026-01-01T00:00:00.000Z info one\nMCPC6204: no port from 7420 to 7620 is free on 127.0.0.1 for the front door\n";
  const dying = answering(1000, { files: { ...files, "/state/team/dev/logs/mcpc.daemon.log": log } });
  const dead = { ...dying, isAlive: async () => false };
  await expect(startSupervisor(gateway, 1, scope, dead)).rejects.toThrow(
    "MCPC6112: the supervisor did not start: no port from 7420 to 7620 is free on 127.0.0.1 for the front door",
  );
  const silent = answering(100_000);
  await expect(startSupervisor(gateway, 1, scope, silent)).rejects.toThrow("MCPC6112: the supervisor did not start");
  expect(silent.writes.at(-1)).toMatchObject({ method: "kill", subject: "1001", content: "SIGTERM" });
});

it("says that the state directory's path is too long before the system does", async () => {
  const long = { ...scope, stateDirectory: `/state/${"x".repeat(100)}` };
  await expect(startSupervisor(gateway, 1, long, createMemoryHost())).rejects.toThrow(
    "MCPC6113: the control socket's path has 120 bytes, and the system takes 107",
  );
});

it("says that the state cannot be written, and starts nothing", async () => {
  const host = answering(3, {
    beforeWrite: ({ method }) => {
      if (method === "makeDirectory") throw Object.assign(new Error("EACCES"), { code: "EACCES" });
    },
  });
  await expect(startSupervisor(gateway, 1, scope, host)).rejects.toThrow(
    'MCPC6119: "/state/team/dev/logs" cannot be written: permission denied',
  );
  expect(host.processes.size).toBe(0);
});
