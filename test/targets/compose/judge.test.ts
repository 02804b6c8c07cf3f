import { expect, it } from "vitest";
import * as z from "zod/mini";
import { noInputs, someFolder } from "../../../src/engine/compile-inputs.ts";
import { compile } from "../../../targets/compose/compile.ts";
import { composeOptionsSchema } from "../../../targets/compose/options.ts";
import { compileStack, problemsOf } from "./compile-stack.ts";

const at = (edge: string) => `environments: {staging: {target: compose, edge: ${edge}}}`;

it("asks what a bridge is to start in an image of somebody else", async () => {
  expect(problemsOf(await compileStack('servers: {a: {run: {image: "ghcr.io/x/a:1.0.0"}}}'))).toEqual([
    'error MCPC4201 server "a" speaks on pipes, and what image "ghcr.io/x/a:1.0.0" starts is not said',
  ]);
  expect(problemsOf(await compileStack('servers: {a: {run: {image: "ghcr.io/x/a:1.0.0", entrypoint: [/a]}}}'))).toEqual([]);
  expect(
    problemsOf(
      await compileStack('servers: {a: {run: {image: "ghcr.io/x/a:1.0.0"}, transport: http, port: 80, health: {readiness: {exec: [ok]}}}}'),
    ),
  ).toEqual([]);
});

it("says which checks nothing in an image can make, and refuses to wait for them", async () => {
  const stack = (readiness: string) =>
    `servers: {a: {run: {npm: a@1.0.0}, needs: {db: healthy}}}\nservices: {db: {image: "postgres:16.10", port: 5432, health: {readiness: ${readiness}}}}`;
  expect(problemsOf(await compileStack(stack("{tcp: {}}")))).toEqual([
    'warning MCPC4202 service "db" asks for a tcp check, and image "postgres:16.10" may hold nothing that can make it',
    'error MCPC4203 server "a" waits until "db" is healthy, and nothing in that container can tell',
  ]);
  expect(problemsOf(await compileStack(stack("{exec: [pg_isready]}")))).toEqual([]);
});

it.each([
  ["{command: [node, a.js], cwd: ./gone}", 'error MCPC4205 server "a" is built from folder "gone", and there is none'],
  ["{command: [./a]}", 'error MCPC4204 server "a" starts "./a", and which image holds that is not said'],
  [
    "{command: [node, a.js], cwd: ./other, build: {context: ./app}}",
    'error MCPC4205 server "a" runs in folder "./other", which is not part of what its image is built from',
  ],
  [
    "{command: [python3, -m, a], cwd: ./app}",
    'error MCPC4205 server "a" is built from folder "app", which has a pyproject.toml and no requirements.txt',
  ],
])("cannot build an image of %s", async (run, problem) => {
  const files = { "app/pyproject.toml": "", "other/a.js": "" };
  expect(problemsOf(await compileStack(`servers: {a: {run: ${run}}}`, files))).toEqual([problem]);
});

it("builds from somebody's own Dockerfile, whatever it starts", async () => {
  const run = "{command: [./a], build: {context: ./app, dockerfile: Dockerfile, target: run, args: {V: '1'}}}";
  expect(problemsOf(await compileStack(`servers: {a: {run: ${run}}}`, { "app/Dockerfile": "FROM scratch AS run\n" }))).toEqual([]);
});

it("says which secrets an image of somebody else shows to everybody who may ask the engine", async () => {
  const stack = (image: string, name: string) =>
    `servers: {}\nservices: {s: {image: "${image}", env: {${name}: "\${secret.s}"}}}\nsecrets: {s: {from: {env: S}}}`;
  expect(problemsOf(await compileStack(stack("redis:8.2.1", "PASSWORD")))).toEqual([
    'warning MCPC4206 service "s" gets "PASSWORD" as a plain variable: image "redis:8.2.1" is not known to read it from a file',
  ]);
  expect(problemsOf(await compileStack(stack("docker.io/library/postgres:16.10", "POSTGRES_PASSWORD")))).toEqual([]);
  expect(problemsOf(await compileStack(stack("registry.example.com:5000/postgres:16.10", "POSTGRES_PASSWORD")))).toEqual([]);
});

it("refuses what no front door is there for", async () => {
  const tasks = "servers: {a: {run: {npm: a@1.0.0}, limits: {rate: 5/s}, tools: {deny: [x]}}}\n";
  expect(problemsOf(await compileStack(tasks + at("none")))).toEqual([
    'error MCPC4207 servers.a.limits.rate is the work of a front door, and with edge "none" there is none that does it',
    'error MCPC4207 servers.a.tools.deny is the work of a front door, and with edge "none" there is none that does it',
  ]);
  expect(problemsOf(await compileStack(tasks + at("gateway")))).toEqual([]);
});

it("shows what no front door is there for at the line that asks the front door for it", async () => {
  const gateway = "gateway:\n  port: 7500\n  limits: {rate: 5/s}\n";
  const { diagnostics } = await compileStack(`servers: {a: {run: {npm: a@1.0.0}}}\n${gateway}${at("none")}`);
  const places = diagnostics.map(({ message, range }) => `${range?.start.line} ${message.split(" ")[0]}`);
  expect(places).toEqual(["5 gateway.port", "6 gateway.limits"]);
});

it("refuses to keep calls together by their address where nothing does that", async () => {
  const stack =
    "servers: {a: {run: {npm: a@1.0.0}, stateful: false, scale: {replicas: 2, affinity: client-ip}}}\ngateway: {hosts: [a.example.com]}\n";
  const found = async (edge: string) => problemsOf(await compileStack(stack + at(edge))).map((line) => line.split(" ", 2).join(" "));
  expect([await found("gateway"), await found("none"), await found("nginx")]).toEqual([["error MCPC4207"], ["error MCPC4207"], []]);
});

it("lets the gateway behind nginx do what nginx cannot", async () => {
  const stack =
    "servers: {a: {run: {npm: a@1.0.0}, tools: {deny: [x]}, scale: {replicas: 2}}}\ngateway: {hosts: [mcp.example.com]}\nmonitoring: {prometheus: true}\n";
  const behind = problemsOf(await compileStack(stack + at("nginx")));
  expect(behind.map((line) => line.split(" ", 2).join(" "))).toEqual(["error MCPC4207", "error MCPC4301"]);
  expect(problemsOf(await compileStack(stack + at('{nginx: {version: "1.22", gateway: true}}')))).toEqual([]);
  expect(problemsOf(await compileStack(stack + at('{nginx: {version: "1.22"}}')))[0]).toMatch(/^error MCPC5001 .*edge "nginx 1.22"/);
});

it("misses its own runtime", async () => {
  const { model } = await compileStack("servers: {a: {run: {npm: a@1.0.0}}}");
  if (model === undefined) throw new Error("there is no model");
  const options = z.parse(composeOptionsSchema, {});
  const { diagnostics } = compile(model, { options, inputs: noInputs, folder: someFolder, provenance: [] });
  expect(diagnostics.map(({ code }) => code)).toEqual(["MCPC6120"]);
});

it("says of a server elsewhere that nothing leads to it without a front door", async () => {
  const servers = 'servers: {remote: {run: {url: "https://mcp.example.com/mcp"}}, own: {run: {npm: own@1.0.0}}}';
  expect(problemsOf(await compileStack(`${servers}\n${at("none")}`))).toEqual([
    'warning MCPC4209 server "remote" runs elsewhere, and with edge "none" nothing here leads to it',
  ]);
  expect(problemsOf(await compileStack(`${servers}\n${at("gateway")}`))).toEqual([]);
});
