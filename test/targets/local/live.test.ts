import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { LogLine } from "../../../src/engine/target.ts";
import { supervisorFiles } from "../../../src/runtime/supervisor/state-files.ts";
import { startSupervisor } from "../../../targets/local/supervisor/start-supervisor.ts";
import { freePort } from "../../free-port.ts";
import { liveTarget, operationLines, TestEnvironment } from "./environment.ts";
import { brokenServer, goodServer } from "./fixtures.ts";
import { command, compileLocal, model, resourceOf, server, service } from "./model.ts";

const good = (...args: string[]) => command(...goodServer, ...args);
const states = async (environment: TestEnvironment) => {
  const { entries } = await liveTarget.status(environment.scope, environment.host);
  return entries.map(({ name, state }) => `${name} ${state}`);
};
const pids = async (environment: TestEnvironment) => {
  const { entries } = await liveTarget.status(environment.scope, environment.host);
  return Object.fromEntries(entries.map(({ name, pid }) => [name, pid]));
};

it("brings servers up, changes one alone, and leaves nothing behind", async () => {
  const environment = new TestEnvironment();
  const servers = [server("one", good()), server("two", good())];
  const first = compileLocal({ servers }).resources;
  expect((await environment.apply(first)).readiness).toMatchObject({
    "server.one": { state: "ready", protocol: "2025-11-25", tools: 1 },
    "server.two": { state: "ready" },
  });
  expect((await environment.apply(first)).operations).toEqual([]);
  const before = await pids(environment);

  const second = compileLocal({ servers: [servers[0] as never, server("two", good("x"))] }).resources;
  expect(operationLines((await environment.apply(second)).operations)).toEqual(["1 restart server.two until ready"]);
  const after = await pids(environment);
  expect(after["one"]).toBe(before["one"]);
  expect(after["two"]).not.toBe(before["two"]);

  const { pid: supervisor } = JSON.parse(readFileSync(supervisorFiles(environment.scope.stateDirectory).daemon, "utf8")) as { pid: number };
  const gone = await environment.apply([]);
  expect(gone.operations.map(({ type }) => type)).toEqual(["remove", "remove", "stop-supervisor"]);
  for (const pid of [supervisor, ...Object.values(after)]) expect(await environment.host.isAlive(pid ?? 0)).toBe(false);
  expect((await liveTarget.status(environment.scope, environment.host)).message).toBe("the supervisor is not running");
});

it("removes the data of a server that an earlier apply removed, when data are to go", async () => {
  const environment = new TestEnvironment();
  const keeping = server("old", good(), { data: { path: "/data" } });
  await environment.apply(compileLocal({ servers: [keeping, server("one", good())] }).resources);
  await environment.apply(compileLocal({ servers: [server("one", good())] }).resources);
  const { data } = supervisorFiles(environment.scope.stateDirectory);
  expect(await environment.host.list(data)).toEqual(["old"]);
  const gone = await environment.apply([], { destroyData: true });
  expect(gone.operations.map(({ type, address }) => `${type} ${address}`)).toEqual([
    "remove server.one",
    "stop-supervisor gateway",
    "remove-data gateway",
    "remove-data server.one",
  ]);
  expect(await environment.host.stat(data)).toBeUndefined();
  expect((await environment.apply([], { destroyData: true })).operations).toEqual([]);
});

it("gives a server little of the environment, its own variables and a private data directory", async () => {
  const environment = new TestEnvironment({ env: { AWS_SECRET_ACCESS_KEY: "leak", TZ: "UTC" } });
  const { resources } = compileLocal({ servers: [server("one", good("env"), { env: { WORD: "hello" }, data: { path: "/data" } })] });
  await environment.apply(resources);
  const files = supervisorFiles(environment.scope.stateDirectory);
  const log = readFileSync(files.log("one"), "utf8");
  expect(log).toContain("up hello");
  const [, names = ""] = /stderr ([A-Z_a-z ]*PATH[A-Z_a-z ]*)/.exec(log) ?? [];
  expect(names.split(" ")).toContain("TZ");
  expect(names).not.toContain("AWS_SECRET_ACCESS_KEY");
  expect(await environment.host.stat(join(files.data, "one"))).toMatchObject({ kind: "directory", mode: 0o700 });
});

it("says why a server does not come up, with what it said", async () => {
  const environment = new TestEnvironment();
  const { resources } = compileLocal({ servers: [server("broken", command(...brokenServer)), server("fine", good())] });
  const { readiness } = await environment.apply(resources);
  expect(readiness["server.broken"]).toMatchObject({ state: "failed", message: expect.stringContaining("exit 1") });
  expect(readiness["server.broken"]?.logTail?.join("\n")).toContain("Error: API key missing");
  expect(readiness["server.fine"]).toMatchObject({ state: "ready" });
  const { operations } = await environment.apply(resources);
  expect(operations.map(({ type, address }) => `${type} ${address}`)).toEqual(["restart server.broken"]);
});

it("starts everything again under a new supervisor when the old one was killed", async () => {
  const environment = new TestEnvironment();
  const { resources } = compileLocal({ servers: [server("one", good())] });
  await environment.apply(resources);
  const old = (await pids(environment))["one"] ?? 0;
  const { pid } = JSON.parse(readFileSync(supervisorFiles(environment.scope.stateDirectory).daemon, "utf8")) as { pid: number };
  await environment.host.kill(pid, "SIGKILL");
  while (await environment.host.isAlive(pid)) await environment.host.sleep(10);
  const { resources: found } = await liveTarget.observe(environment.scope, environment.host);
  expect(found).toMatchObject([{ address: "gateway", status: "failed", message: "it ended without stopping what it ran" }]);
  const { operations } = await environment.apply(resources);
  expect(operations.map(({ type }) => type)).toEqual(["restart-supervisor", "start"]);
  expect(await states(environment)).toEqual(["one healthy"]);
  expect(await environment.host.isAlive(old)).toBe(false);
});

it("replaces the supervisor when its front door listens elsewhere", async () => {
  const environment = new TestEnvironment();
  const servers = [server("one", good())];
  const { gateway } = model();
  await environment.apply(compileLocal({ servers }).resources);
  const { operations } = await environment.apply(compileLocal({ servers, gateway: { ...gateway, host: "127.0.0.2" } }).resources);
  expect(operations.map(({ type }) => type)).toEqual(["restart-supervisor", "start"]);
  expect(await states(environment)).toEqual(["one healthy"]);
});

it("gives the front door other settings without a new process of anything", async () => {
  const environment = new TestEnvironment();
  environment.secrets["tokens"] = "canary-first\ncanary-second\n";
  const { gateway } = model();
  const compiled = (more: object, limits = {}) =>
    compileLocal({ servers: [server("one", good(), { limits })], gateway: { ...gateway, ...more } }).resources;
  const auth = { bearer: { tokens: { template: [{ secret: "tokens" }] } } };
  await environment.apply(compiled({}));
  const before = await pids(environment);
  const { url = "" } = await liveTarget.status(environment.scope, environment.host);
  const ask = async (token?: string) =>
    (await fetch(`${url}/one/mcp`, { method: "DELETE", headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })).status;
  expect(await ask()).toBe(204);

  const guarded = await environment.apply(compiled({ auth, hosts: ["mcp.localhost"], limits: { concurrency: 9 } }));
  expect(operationLines(guarded.operations)).toEqual(["1 configure-supervisor gateway"]);
  expect([await ask(), await ask("wrong"), await ask("canary-first"), await ask("canary-second")]).toEqual([401, 401, 204, 204]);
  const endpoint = await liveTarget.endpoint("one", environment.scope, environment.host);
  expect(await ask(endpoint?.headers["Authorization"]?.slice("Bearer ".length))).toBe(204);

  environment.secrets["tokens"] = "canary-third";
  expect((await environment.apply(compiled({ auth }))).operations.map(({ type }) => type)).toEqual(["configure-supervisor"]);
  expect([await ask("canary-first"), await ask("canary-third")]).toEqual([401, 204]);
  expect((await environment.apply(compiled({ auth }, { ratePerSecond: 5 }))).operations.map(({ type }) => type)).toEqual(["configure"]);
  expect((await environment.apply(compiled({ auth }, { ratePerSecond: 5 }))).operations).toEqual([]);
  expect(await pids(environment)).toEqual(before);
  const written = await environment.host.query(["grep", "-rlE", "canary-(first|second|third)", environment.scope.stateDirectory]);
  expect(written.stdout).toBe("");
});

it("lets nobody in when whoever started the supervisor was stopped before it had its tokens, and the next apply sets it up", async () => {
  const environment = new TestEnvironment();
  environment.secrets["tokens"] = "canary";
  const { gateway } = model();
  const { resources } = compileLocal({
    servers: [server("one", good())],
    gateway: { ...gateway, auth: { bearer: { tokens: { template: [{ secret: "tokens" }] } } } },
  });
  const [supervisor] = resources;
  if (supervisor === undefined) throw new Error("no supervisor");
  const { url = "" } = await startSupervisor(supervisor, 1, environment.scope, environment.host);
  expect((await fetch(`${url}/mcp`, { method: "POST" })).status).toBe(503);
  const { operations } = await environment.apply(resources);
  expect(operations.map(({ type }) => type)).toEqual(["configure-supervisor", "start"]);
  expect((await fetch(`${url}/mcp`, { method: "DELETE", headers: { authorization: "Bearer canary" } })).status).toBe(204);
  expect((await fetch(`${url}/mcp`, { method: "POST" })).status).toBe(401);
});

it("restarts who receives a secret that changed, and writes its value nowhere", async () => {
  const environment = new TestEnvironment();
  environment.secrets["pg"] = "canary-one";
  const { resources } = compileLocal({
    servers: [server("one", good(), { env: { WORD: { template: [{ secret: "pg" }] } } }), server("two", good())],
  });
  await environment.apply(resources);
  environment.secrets["pg"] = "canary-two";
  expect(operationLines((await environment.apply(resources)).operations)).toEqual(["1 restart server.one until ready"]);
  const { stateDirectory } = environment.scope;
  const written = await environment.host.query(["grep", "-rlE", "canary-(one|two)", stateDirectory]);
  expect(written.stdout).toBe("");
  const snapshot = JSON.stringify(await liveTarget.observe(environment.scope, environment.host));
  expect(snapshot).not.toContain("canary");
});

it("starts what needs a service after it, and tells it where that is", async () => {
  const environment = new TestEnvironment();
  const listen = "require('net').createServer().listen(process.env.PORT, '127.0.0.1')";
  const port = await freePort();
  const { resources } = compileLocal({
    services: [
      service("db", command(process.execPath, "-e", listen) as never, {
        port,
        env: { PORT: String(port) },
        health: { startupTimeoutMs: 10_000, readiness: { check: { kind: "tcp" }, intervalMs: 100, timeoutMs: 1000, failures: 3 } },
      }),
    ],
    servers: [
      server("tasks", good(), {
        needs: [{ address: "service.db", until: "healthy", restart: false }],
        env: { WORD: { template: [{ service: "db", output: "address" }] } },
      }),
    ],
  });
  const { operations } = await environment.apply(resources);
  expect(operations.map(({ type, address }) => `${type} ${address}`)).toEqual([
    "start-supervisor gateway",
    "start service.db",
    "start server.tasks",
  ]);
  expect(readFileSync(supervisorFiles(environment.scope.stateDirectory).log("tasks"), "utf8")).toContain(`up 127.0.0.1:${port}`);
});

it("stops, starts and restarts what it holds, and says what it does not", async () => {
  const environment = new TestEnvironment();
  const { scope, host } = environment;
  await expect(liveTarget.control("start", ["server.one"], scope, host)).rejects.toThrow("MCPC6114");
  await environment.apply(compileLocal({ servers: [server("one", good()), server("two", good())] }).resources);
  await liveTarget.control("stop", ["server.one"], scope, host);
  expect(await states(environment)).toEqual(["one stopped", "two healthy"]);
  expect(await liveTarget.endpoint("one", scope, host)).toBeUndefined();
  await liveTarget.control("start", ["server.one", "server.two"], scope, host);
  expect(await states(environment)).toEqual(["one healthy", "two healthy"]);
  const before = (await pids(environment))["one"];
  await liveTarget.control("restart", ["server.one"], scope, host);
  expect((await pids(environment))["one"]).not.toBe(before);
  await expect(liveTarget.control("stop", ["server.none"], scope, host)).rejects.toThrow('MCPC6116: "none" does not run here');
});

it("shows what servers say, from the first line on", async () => {
  const environment = new TestEnvironment();
  await environment.apply(compileLocal({ servers: [server("one", good(), { env: { WORD: "first" } })] }).resources);
  const controller = new AbortController();
  const lines: LogLine[] = [];
  let restarting = Promise.resolve();
  const query = { names: ["one"], tail: 50, follow: true, signal: AbortSignal.any([controller.signal, AbortSignal.timeout(10_000)]) };
  for await (const line of liveTarget.logs(environment.scope, environment.host, query)) {
    lines.push(line);
    if (line.text === "up first" && lines.filter(({ text }) => text === "up first").length === 1) {
      restarting = liveTarget.control("restart", ["server.one"], environment.scope, environment.host);
    }
    if (lines.filter(({ text }) => text === "up first").length === 2) controller.abort();
  }
  await restarting;
  expect(lines.filter(({ stream, text }) => stream === "stderr" && text === "up first")).toHaveLength(2);
});

it("says what keeps the supervisor from starting", async () => {
  const environment = new TestEnvironment();
  const { resources } = compileLocal({ servers: [server("one", good())] }, { port: 1, host: "192.0.2.1" });
  await expect(environment.apply(resources)).rejects.toThrow(
    /MCPC6112: the supervisor did not start: the front door cannot listen on 192\.0\.2\.1:1/,
  );
  expect(resourceOf({ resources, artifacts: [], diagnostics: [] }, "gateway").kind).toBe("supervisor");
  expect((await liveTarget.observe(environment.scope, environment.host)).resources).toEqual([]);
});
