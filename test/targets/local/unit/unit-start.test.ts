import { expect, it } from "vitest";
import { createMemoryHost } from "../../../../src/host/memory-host.ts";
import { unitStart } from "../../../../targets/local/unit/unit-start.ts";
import { command, compileLocal, health, resourceOf, server, service } from "../model.ts";
import { context } from "../scope.ts";

const env = {
  PATH: "/usr/bin",
  HOME: "/home/me",
  LANG: "de_DE.UTF-8",
  HTTPS_PROXY: "http://proxy:8080",
  AWS_SECRET_ACCESS_KEY: "leak",
  GITHUB_TOKEN: "leak",
  npm_config_registry: "leak",
};

it("gives a process its own variables on top of very little, and every reference put in", async () => {
  const compiled = compileLocal({
    servers: [
      server(
        "tasks",
        { kind: "command", command: ["node", { template: ["--dir=", { data: "dir" }] }], cwd: "./servers/tasks" },
        {
          env: {
            LOG: "debug",
            DATABASE: { template: ["pg://", { secret: "pg" }, "@db"] },
            REGION: { template: [{ env: "REGION" }] },
            FRIEND: { template: [{ server: "friend", output: "url" }] },
          },
          data: { path: "/data" },
        },
      ),
      server("friend", command("f"), { expose: { path: "/f" } }),
    ],
  });
  const start = await unitStart(resourceOf(compiled, "server.tasks"), createMemoryHost({ env }), context(), "http://127.0.0.1:7421");
  expect(start.unit.process).toEqual({
    kind: "process",
    command: ["node", "--dir=/state/team/dev/data/tasks"],
    cwd: "/work/servers/tasks",
    env: {
      PATH: "/usr/bin",
      HOME: "/home/me",
      LANG: "de_DE.UTF-8",
      HTTPS_PROXY: "http://proxy:8080",
      LOG: "debug",
      DATABASE: "pg://secret:pg@db",
      REGION: "env:REGION",
      FRIEND: "http://127.0.0.1:7421/f/mcp",
    },
  });
});

it("keeps with a unit what a later plan compares, its secrets as fingerprints, and says what to keep out of logs", async () => {
  const compiled = compileLocal({ servers: [server("tasks", command("t"), { env: { PASSWORD: { template: [{ secret: "pg" }] } } })] });
  const resource = resourceOf(compiled, "server.tasks");
  const start = await unitStart(resource, createMemoryHost(), context(), "");
  expect(start).toMatchObject({
    spec: { kind: "process", spec: resource.spec },
    specHash: resource.specHash,
    secretFingerprints: { pg: "hmac:1" },
    redact: ["secret:pg"],
    revision: 3,
  });
  expect(JSON.stringify(start.spec)).not.toContain("secret:pg");
});

it("tells the supervisor how a server is spoken to", async () => {
  const compiled = compileLocal({
    servers: [
      server("stdio", command("s")),
      server("http", command("h"), {
        transport: "http",
        port: 8000,
        path: "/rpc",
        protocol: "modern",
        stateful: false,
        expose: { path: "/h" },
      }),
      server(
        "weather",
        { kind: "url", url: "https://weather.example.com/mcp", headers: { Authorization: { template: ["Bearer ", { secret: "pg" }] } } },
        { transport: "http" },
      ),
    ],
    services: [service("db", { kind: "command", command: ["db"], cwd: "." }, { port: 5432, health: health({ kind: "tcp" }) })],
  });
  const start = (address: string) => unitStart(resourceOf(compiled, address), createMemoryHost(), context(), "");
  expect((await start("server.stdio")).unit.mcp).toEqual({
    transport: "stdio",
    protocol: "auto",
    stateful: true,
    expose: "/stdio",
    tools: { deny: [], rename: {}, limits: {} },
    limits: {},
  });
  expect((await start("server.http")).unit).toMatchObject({
    port: 8000,
    mcp: { transport: "http", url: "http://127.0.0.1:8000/rpc", protocol: "modern", stateful: false, expose: "/h" },
  });
  expect((await start("server.weather")).unit).toMatchObject({
    process: { kind: "remote", url: "https://weather.example.com/mcp", headers: { Authorization: "Bearer secret:pg" } },
    mcp: { url: "https://weather.example.com/mcp" },
  });
  const db = (await start("service.db")).unit;
  expect(db).toMatchObject({ port: 5432, health: { readiness: { check: { kind: "tcp" } } } });
  expect(db.mcp).toBeUndefined();
});

it("runs the command of a container's check inside the container", async () => {
  const compiled = compileLocal({
    services: [
      service(
        "db",
        { kind: "image", image: "postgres:16.10", args: [] },
        {
          port: 5432,
          health: {
            ...health({ kind: "exec", command: ["pg_isready"] }),
            liveness: { check: { kind: "tcp" }, intervalMs: 1, timeoutMs: 1, failures: 1 },
          },
          resources: { memoryBytes: 1 },
        },
      ),
    ],
  });
  const docker = { docker: {}, "/usr/bin/docker version": { stdout: "28" } };
  const { unit } = await unitStart(resourceOf(compiled, "service.db"), createMemoryHost({ commands: docker }), context(), "");
  expect(unit.health?.readiness.check).toEqual({
    kind: "exec",
    command: ["/usr/bin/docker", "exec", expect.stringMatching(/^mcpc-team-dev-db-/), "pg_isready"],
  });
  expect(unit.health?.liveness?.check).toEqual({ kind: "tcp" });
  expect(unit.resources).toEqual({});
});

it("says that a container needs an engine", async () => {
  const compiled = compileLocal({ services: [service("db", { kind: "image", image: "postgres:16.10", args: [] })] });
  const start = (commands: Parameters<typeof createMemoryHost>[0]) =>
    unitStart(resourceOf(compiled, "service.db"), createMemoryHost(commands), context(), "");
  await expect(start({})).rejects.toThrow('MCPC6107: service.db is an image, and no Docker engine answers: "docker" is not on PATH');
  const silent = { docker: {}, "/usr/bin/docker": { code: 1, stderr: "Cannot connect to the Docker daemon at unix:///run/d.sock." } };
  await expect(start({ commands: silent })).rejects.toThrow("no Docker engine answers: Cannot connect to the Docker daemon");
});
