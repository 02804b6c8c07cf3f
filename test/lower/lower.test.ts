import fc from "fast-check";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import type { CheckedStack } from "../../src/language/checked-stack.ts";
import { loadStack } from "../../src/language/load-stack.ts";
import { lower } from "../../src/lower/lower.ts";
import { originsOf } from "../../src/lower/origins.ts";
import type { Model } from "../../src/model/model.ts";

const header = "apiVersion: mcpc/v1\nname: team\n";

async function load(body: string, environment?: string): Promise<CheckedStack> {
  const host = createMemoryHost({ files: { "/work/mcp.stack.yaml": header + body }, cwd: "/work" });
  const { stack, diagnostics } = await loadStack(host, { environment });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return stack!;
}

async function model(body: string, environment?: string): Promise<Model> {
  return lower(await load(body, environment));
}

/** As JSON has it, without places (and the origins of the gateway, which are something else). */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === "origin" || key === "origins" ? undefined : inner)));
}

it("fills in every default of a stdio server and puts a bridge before it", async () => {
  const { servers, ...rest } = await model("servers:\n  tasks:\n    run: {command: [node, tasks.js]}\n");
  expect(plain(servers)).toEqual([
    {
      address: "server.tasks",
      name: "tasks",
      run: { kind: "command", command: ["node", "tasks.js"], cwd: "." },
      transport: "stdio",
      path: "/mcp",
      bridge: { stateful: true },
      protocol: "auto",
      stateful: true,
      env: {},
      needs: [],
      health: {
        startupTimeoutMs: 60_000,
        readiness: { check: { kind: "mcp" }, intervalMs: 10_000, timeoutMs: 5_000, failures: 3 },
      },
      restart: { policy: "on-failure", initialMs: 1_000, maxMs: 30_000, maxAttempts: 5 },
      stop: { graceMs: 10_000 },
      scale: { replicas: 1, affinity: "none" },
      resources: {},
      limits: { bodyBytes: 4_194_304 },
      tools: { deny: [], rename: {}, limits: {} },
      expose: { path: "/tasks" },
      routing: { keywords: [], patterns: [], priority: 0 },
      security: { privileged: false, readOnly: true, capabilities: [], hostNetwork: false, mounts: [] },
      tests: [],
      tags: [],
    },
  ]);
  expect(plain(rest)).toEqual({
    secretFiles: [],
    stack: "team",
    environment: "default",
    target: "local",
    edge: "gateway",
    services: [],
    secrets: [],
    gateway: { host: "127.0.0.1", hosts: [], auth: {}, places: {}, limits: { bodyBytes: 4_194_304 } },
    clients: [],
    monitoring: { prometheus: false, grafana: false },
    ignore: [],
  });
});

it("takes every kind of run apart", async () => {
  const { servers, services } = await model(`
servers:
  a: {run: {npm: "@scope/a@1.0.0", args: [--fast], bin: a, installScripts: true}}
  b: {run: {pypi: "b==2.0", with: [mcp==1.20.0], python: "3.12"}}
  c: {run: {command: [node, c.js], args: [--port, "8000"], cwd: ./c, build: {context: ./c}}}
  d: {run: {image: "d:1.4.2", entrypoint: [/d]}}
  e: {run: {url: "https://e.example.com/mcp", headers: {X-Team: team}}}
services:
  f: {image: "f:1.4.2", args: [-v], port: 1}
  g: {command: [g], args: [-v]}
  h: {external: {url: "https://h.example.com", check: {http: {path: /ping}}}}
`);
  expect(plain(servers.map(({ run }) => run))).toEqual([
    { kind: "npm", package: "@scope/a", version: "1.0.0", bin: "a", args: ["--fast"], installScripts: true },
    { kind: "pypi", package: "b", version: "2.0", args: [], python: "3.12", with: ["mcp==1.20.0"] },
    { kind: "command", command: ["node", "c.js", "--port", "8000"], cwd: "./c", build: { context: "./c" } },
    { kind: "image", image: "d:1.4.2", command: ["/d"], args: [] },
    { kind: "url", url: "https://e.example.com/mcp", headers: { "X-Team": "team" } },
  ]);
  expect(servers.map(({ bridge }) => bridge !== undefined)).toEqual([true, true, true, true, false]);
  expect(plain(services.map(({ run }) => run))).toEqual([
    { kind: "image", image: "f:1.4.2", args: ["-v"] },
    { kind: "command", command: ["g", "-v"], cwd: "." },
    { kind: "external", url: "https://h.example.com", check: { kind: "http", path: "/ping" } },
  ]);
  expect(services.map(({ health }) => health?.readiness.check.kind)).toEqual([undefined, undefined, "http"]);
});

it("keeps references apart and turns $${ into a literal", async () => {
  const { servers, secrets } = await model(`
secrets:
  pg: {from: {env: PG}}
  unused: {from: {env: UNUSED}}
services:
  db: {command: [db], port: 5432}
servers:
  tasks:
    run: {command: [node, tasks.js]}
    env:
      URL: "postgres://app:\${secret.pg}@\${service.db.address}/\${stack.name}"
      LITERAL: "$\${not.a.reference}"
`);
  expect(servers[0]?.env).toEqual({
    LITERAL: "${not.a.reference}",
    URL: { template: ["postgres://app:", { secret: "pg" }, "@", { service: "db", output: "address" }, "/team"] },
  });
  expect(secrets.map(({ name, source }) => ({ name, source }))).toEqual([{ name: "pg", source: { kind: "env", name: "PG" } }]);
});

it("takes a secret from where the environment says", async () => {
  const body = `
secrets:
  pg: {from: {env: PG}}
servers:
  tasks: {run: {command: [node, tasks.js]}, env: {PG: "\${secret.pg}"}}
environments:
  dev: {target: local}
  prod: {target: local, secrets: {pg: {from: {file: ./pg}}}}
`;
  expect((await model(body, "dev")).secrets[0]?.source).toEqual({ kind: "env", name: "PG" });
  expect((await model(body, "prod")).secrets[0]?.source).toEqual({ kind: "file", path: "./pg" });
});

it("waits for a service whose address is used, unless needs says for what", async () => {
  const { servers } = await model(`
services:
  db: {command: [db], port: 1, health: {readiness: {tcp: {}}}}
  cache: {command: [cache], port: 2}
servers:
  a:
    run: {command: [node, a.js]}
    needs: {db: {until: healthy, restart: true}}
    env: {DB: "\${service.db.address}", CACHE: "\${service.cache.port}", SELF: "\${server.a.url}"}
`);
  expect(servers[0]?.needs).toEqual([
    { address: "service.cache", until: "started", restart: false },
    { address: "service.db", until: "healthy", restart: true },
  ]);
});

it("gives packages more time where they may be fetched at the start, and never less than what was asked for", async () => {
  const body = (target: string) =>
    `servers: {a: {run: {npm: "a@1.0.0"}}, b: {run: {npm: "b@1.0.0"}, health: {startup: {timeout: 60s}}}}\nenvironments: {e: {target: ${target}}}\n`;
  const timeouts = async (target: string) => (await model(body(target))).servers.map(({ health }) => health.startupTimeoutMs);
  expect(await timeouts("local")).toEqual([60_000, 60_000]);
  expect(await timeouts("compose")).toEqual([120_000, 60_000]);
});

it.each([
  ["protocol: modern", { stateful: false, affinity: "none" }],
  ["protocol: legacy", { stateful: true, affinity: "session" }],
  ["stateful: false", { stateful: false, affinity: "none" }],
  ["protocol: modern, stateful: true", { stateful: true, affinity: "none" }],
])("derives state and affinity of three replicas from %s", async (fields, expected) => {
  const { servers } = await model(`servers: {a: {run: {command: [a]}, transport: http, port: 1, scale: {replicas: 3}, ${fields}}}\n`);
  expect({ stateful: servers[0]?.stateful, affinity: servers[0]?.scale.affinity }).toEqual(expected);
});

it("starts a range at its lowest number", async () => {
  const { servers } = await model("servers: {a: {run: {command: [a]}, scale: {min: 2, max: 8, cpu: 70%}}}\n");
  expect(servers[0]?.scale).toEqual({ replicas: 2, auto: { min: 2, max: 8, cpuPercent: 70 }, affinity: "session" });
});

it("addresses what drift ignores as resources are addressed", async () => {
  const { ignore } = await model(
    "servers: {a: {run: {command: [a]}}}\ndrift: {ignore: [/servers/a/env]}\nenvironments: {dev: {target: local, ignore: [/services/b/image]}}\n",
  );
  expect(ignore).toEqual(["/server.a/env", "/service.b/image"]);
});

it("tells the place of every field that a file set", async () => {
  const stack = await load(
    "defaults: {restart: {policy: always}}\nservers:\n  a:\n    run: {command: [node, a.js]}\n    env:\n      LOG: debug\n",
  );
  const lines = Object.entries(originsOf(stack, "a")).map(([field, { file, start }]) => `${field} ${file}:${start.line}:${start.column}`);
  expect(lines.sort()).toEqual([
    "env mcp.stack.yaml:7:5",
    "env.LOG mcp.stack.yaml:8:12",
    "restart mcp.stack.yaml:3:12",
    "restart.policy mcp.stack.yaml:3:30",
    "run mcp.stack.yaml:6:5",
    "run.command mcp.stack.yaml:6:20",
    "run.command.0 mcp.stack.yaml:6:21",
    "run.command.1 mcp.stack.yaml:6:27",
  ]);
  expect(lower(stack).servers[0]?.origin).toMatchObject({ layer: "stack", range: { start: { line: 5, column: 3 } } });
});

it("gives the same model for the same stack in any order", async () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(names, fc.infiniteStream(fc.nat()), async (servers, random) => {
      const serverOf = (name: string) => ({ run: { command: ["node", name] }, env: { B: "2", A: "1" }, tags: [name] });
      const text = (order: readonly string[]) =>
        stringify({
          servers: Object.fromEntries(order.map((name) => [`s-${name}`, serverOf(name)])),
          services: { db: { command: ["db"], port: 1 } },
        });
      const shuffled = [...servers].sort(() => ((random.next().value ?? 0) % 3) - 1);
      expect(JSON.stringify(plain(await model(text(shuffled))))).toBe(JSON.stringify(plain(await model(text(servers)))));
    }),
    { numRuns: 50 },
  );
});

it("names every file that holds a secret, of other environments too, and the key of the front door", async () => {
  const { secretFiles } = await model(
    [
      'servers: {tasks: {run: {command: [node, tasks.js]}, env: {A: "${secret.a}"}}}',
      "secrets:",
      "  a: {from: {file: ./secrets/a}}",
      "  b: {from: {env: B}}",
      "gateway: {tls: {files: {certificate: ./certs/front.pem, key: ./certs/front.key}}}",
      "environments:",
      "  one: {target: local}",
      "  two: {target: local, secrets: {b: {from: {file: ./secrets/b}}}}",
      "",
    ].join("\n"),
    "one",
  );
  expect(secretFiles).toEqual(["./certs/front.key", "./secrets/a", "./secrets/b"]);
});
