import { expect, it } from "vitest";
import type { SourceRange } from "../../../src/diagnostics/source.ts";
import { command, compileLocal, health, npm, resourceOf, server, service } from "./model.ts";

const at = (line: number): SourceRange => ({
  file: "mcp.stack.yaml",
  start: { line, column: 1, offset: 0 },
  end: { line, column: 9, offset: 8 },
});

const db = service("db", { kind: "command", command: ["db-server"], cwd: "./db" }, { port: 5432, health: health({ kind: "tcp" }) });

it("makes one resource for the supervisor, each service and each server, ordered by what they need", () => {
  const { resources } = compileLocal({
    services: [db, service("api", { kind: "external", url: "https://api.example.com" })],
    servers: [
      server("tasks", command("node", "tasks.js"), {
        needs: [{ address: "service.db", until: "healthy", restart: true }],
        env: { PASSWORD: { template: [{ secret: "pg" }] } },
      }),
      server("weather", { kind: "url", url: "https://weather.example.com/mcp", headers: {} }, { transport: "http", bridge: undefined }),
      server("box", { kind: "image", image: "box:1", args: [] }),
    ],
  });
  expect(resources.map(({ address, kind, secrets, dependsOn }) => ({ address, kind, secrets, dependsOn }))).toEqual([
    { address: "gateway", kind: "supervisor", secrets: [], dependsOn: [] },
    { address: "service.db", kind: "process", secrets: [], dependsOn: [{ address: "gateway", until: "exists", restart: true }] },
    { address: "service.api", kind: "remote", secrets: [], dependsOn: [{ address: "gateway", until: "exists", restart: true }] },
    {
      address: "server.tasks",
      kind: "process",
      secrets: ["pg"],
      dependsOn: [
        { address: "gateway", until: "exists", restart: true },
        { address: "service.db", until: "ready", restart: true },
      ],
    },
    { address: "server.weather", kind: "remote", secrets: [], dependsOn: [{ address: "gateway", until: "exists", restart: true }] },
    { address: "server.box", kind: "container", secrets: [], dependsOn: [{ address: "gateway", until: "exists", restart: true }] },
  ]);
});

it("puts in where services answer, and keeps references that only a start knows", () => {
  const { resources } = compileLocal({
    services: [db, service("api", { kind: "external", url: "https://api.example.com/v1" })],
    servers: [
      server("tasks", command("tasks", "--api"), {
        env: {
          DATABASE: { template: ["postgres://app:", { secret: "pg" }, "@", { service: "db", output: "address" }, "/tasks"] },
          DB_HOST: { template: [{ service: "db", output: "host" }] },
          API: { template: [{ service: "api", output: "host" }, ":", { service: "api", output: "port" }] },
          FRIEND: { template: [{ server: "friend", output: "url" }] },
        },
      }),
      server("friend", command("friend"), { expose: { path: "/f" } }),
    ],
  });
  expect(resourceOf({ resources, artifacts: [], diagnostics: [] }, "server.tasks").spec).toMatchObject({
    env: {
      DATABASE: { template: ["postgres://app:", { secret: "pg" }, "@127.0.0.1:5432/tasks"] },
      DB_HOST: "127.0.0.1",
      API: "api.example.com:443",
      FRIEND: { template: [{ server: "friend", output: "url" }] },
    },
    urls: { friend: "/f" },
  });
});

it("changes the spec of those who talk to a service that moves, and of nobody else", () => {
  const tasks = server("tasks", command("tasks"), { env: { DB: { template: [{ service: "db", output: "address" }] } } });
  const other = server("other", command("other"));
  const before = compileLocal({ services: [db], servers: [tasks, other] });
  const after = compileLocal({ services: [{ ...db, port: 5433 }], servers: [tasks, other] });
  const changed = before.resources.filter(({ address, specHash }) => resourceOf(after, address).specHash !== specHash);
  expect(changed.map(({ address }) => address)).toEqual(["service.db", "server.tasks"]);
});

it("restarts nothing for what only describes a server", () => {
  const plain = compileLocal({ servers: [server("tasks", command("tasks"))] });
  const described = compileLocal({
    servers: [
      server("tasks", command("tasks"), {
        description: "new words",
        tags: ["a"],
        routing: { keywords: ["task"], patterns: [], priority: 1 },
        tests: [{ tool: "t", args: {}, expect: {} }],
        origins: { "run.command": at(3) },
      }),
    ],
  });
  expect(resourceOf(described, "server.tasks").specHash).toBe(resourceOf(plain, "server.tasks").specHash);
});

it("tells for every place of a spec which line of the file set it", () => {
  const compiled = compileLocal({
    servers: [
      server("tasks", npm("tasks@1.0.0"), {
        origin: { layer: "stack", range: at(2) },
        origins: {
          "run.npm": at(3),
          "run.args.0": at(4),
          "env.LOG": at(5),
          "resources.memory": at(6),
          "health.startup.timeout": at(7),
          "restart.backoff.max": at(8),
          "health.readiness.interval": at(9),
        },
      }),
    ],
  });
  const { origin, origins } = resourceOf(compiled, "server.tasks");
  expect(origin?.start.line).toBe(2);
  expect(Object.fromEntries(Object.entries(origins ?? {}).map(([pointer, range]) => [pointer, range.start.line]))).toEqual({
    "/run/package": 3,
    "/run/version": 3,
    "/run/args/0": 4,
    "/env/LOG": 5,
    "/resources/memoryBytes": 6,
    "/health/startupTimeoutMs": 7,
    "/restart/maxMs": 8,
    "/health/readiness/intervalMs": 9,
  });
});

it("starts nothing for no replicas, one process for several and says so", () => {
  const compiled = compileLocal({
    servers: [
      server("none", command("none"), { scale: { replicas: 0 } }),
      server("many", command("many"), {
        scale: { replicas: 3 },
        needs: [{ address: "server.none", until: "started", restart: false }],
        origins: { "scale.replicas": at(7) },
      }),
    ],
  });
  expect(compiled.resources.map(({ address }) => address)).toEqual(["gateway", "server.many"]);
  expect(resourceOf(compiled, "server.many").dependsOn.map(({ address }) => address)).toEqual(["gateway"]);
  expect(compiled.diagnostics.map(({ code, severity, message, range }) => [code, severity, message, range?.start.line])).toEqual([
    ["MCPC4102", "warning", 'server "many" asks for 3 replicas, and "local" runs one process', 7],
  ]);
});

it("refuses what only a container can have, and a container that would look for others on its own loopback", () => {
  const security = { privileged: false, readOnly: true, capabilities: ["NET_RAW"], hostNetwork: false, mounts: [], user: "1000" };
  const env = { DB: { template: [{ service: "db", output: "address" }] } } as const;
  const { diagnostics } = compileLocal({
    services: [db],
    servers: [
      server("process", command("x"), { security }),
      server("box", { kind: "image", image: "box:1", args: [] }, { security, env }),
      server("open", { kind: "image", image: "box:1", args: [] }, { security: { ...security, hostNetwork: true }, env }),
    ],
  });
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'MCPC4101: security.user of server "process" needs a container, and on "local" it runs as a process of yours',
    'MCPC4101: security.capabilities of server "process" needs a container, and on "local" it runs as a process of yours',
    'MCPC4103: server "box" runs in a container, where ${service.db.address} would point at the container itself',
  ]);
});

it("gives the front door what the stack says, and the options the last word", () => {
  const gateway = { host: "127.0.0.1", port: 8000, hosts: ["mcp.localhost"], origins: [], auth: {}, limits: {} };
  const servers = [server("a", command("a"))];
  expect(resourceOf(compileLocal({ gateway, servers }), "gateway").spec).toMatchObject({
    port: 8000,
    hosts: ["mcp.localhost"],
  });
  expect(resourceOf(compileLocal({ gateway, servers }, { port: 0, parallel: 2 }), "gateway").spec).toMatchObject({ port: 0 });
});

it("wants nothing at all for a stack without servers and services", () => {
  expect(compileLocal({}).resources).toEqual([]);
});
