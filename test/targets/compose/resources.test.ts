import { expect, it } from "vitest";
import { containerHash } from "../../../targets/compose/compose-spec.ts";
import { compileStack, containerOf } from "./compile-stack.ts";

const server = (parts: string) => `servers: {tasks: {run: {npm: tasks-server@1.4.2}${parts}}}\n`;

it("makes a resource of everything that runs here, and of the front door", async () => {
  const { resources } = await compileStack(
    `servers:
  tasks: {run: {npm: tasks-server@1.4.2}, needs: {db: {until: healthy, restart: true}}}
  remote: {run: {url: "https://mcp.example.com/mcp"}}
  off: {run: {npm: tasks-server@1.4.2}, scale: {replicas: 0}}
services:
  db: {image: "postgres:16.10", port: 5432, health: {readiness: {exec: [pg_isready]}}}
  api: {external: {url: "https://api.example.com"}}`,
  );
  expect(resources.map(({ address, kind, dependsOn }) => [address, kind, dependsOn])).toEqual([
    ["service.db", "container", []],
    ["server.tasks", "container", [{ address: "service.db", until: "ready", restart: true }]],
    ["gateway", "container", []],
  ]);
});

it("knows a container by all that decides it, and by neither its number nor the order of the file", async () => {
  const hash = async (lines: string, files = {}) => containerHash(containerOf(await compileStack(lines, files), "server.tasks"));
  const plain = await hash(server(""));
  const stateless = await hash(server(", stateful: false"));
  expect(await hash(server(", stateful: false, scale: {replicas: 3}"))).toBe(stateless);
  expect(await hash(server(", tags: [a], description: Tasks"))).toBe(plain);
  for (const other of [", env: {A: b}", ", resources: {memory: 1Gi}", ", stop: {grace: 30s}", ", data: {path: /data}"]) {
    expect(await hash(server(other))).not.toBe(plain);
  }
});

it("makes another image when a file of its folder is another one, and only then", async () => {
  const lines = "servers: {tasks: {run: {command: [node, main.js], cwd: ./tasks}}}";
  const tag = async (files: Readonly<Record<string, string>>) => {
    const { image } = containerOf(await compileStack(lines, files), "server.tasks");
    return image.kind === "built" ? image.tag : "";
  };
  const first = await tag({ "tasks/main.js": "1" });
  expect(first).toMatch(/^team-staging-tasks:[0-9a-f]{12}$/);
  expect(await tag({ "tasks/main.js": "2" })).not.toBe(first);
  expect(await tag({ "tasks/main.js": "1", "tasks/other.js": "" })).not.toBe(first);
  expect(await tag({ "tasks/main.js": "1", "tasks/node_modules/a/index.js": "", "elsewhere.js": "" })).toBe(first);
});

it("takes the digest of a base image from the lock file, and makes another image then", async () => {
  const digest = `sha256:${"ab".repeat(32)}`;
  const lock = JSON.stringify({
    formatVersion: "1.0",
    images: { "node:24.11.1-trixie-slim": digest, "redis:8.2.1": digest, no: "digest" },
  });
  const lines = `${server("")}services: {cache: {image: "redis:8.2.1"}}`;
  const [open, locked] = [await compileStack(lines), await compileStack(lines, { "mcpc.images.lock": lock })];
  expect(containerOf(locked, "service.cache").image).toEqual({ kind: "pulled", reference: "redis:8.2.1", digest });
  const [before, after] = [open, locked].map((compilation) => containerOf(compilation, "server.tasks").image);
  expect(after).toMatchObject({ kind: "built", bases: ["node:24.11.1-trixie-slim"] });
  expect(JSON.stringify(after)).toContain(`FROM node:24.11.1-trixie-slim@${digest}`);
  expect(after).not.toEqual(before);
  expect(locked.images).toEqual(["node:24.11.1-trixie-slim", "redis:8.2.1"]);
});

it("names the secrets and the variables that a container receives, and holds no value of them", async () => {
  const compilation = await compileStack(
    `${server(', env: {URL: "postgres://${env.PG_USER}:${secret.pg}@db"}')}secrets: {pg: {from: {env: PG_PASSWORD}}}`,
  );
  const tasks = compilation.resources.find(({ address }) => address === "server.tasks");
  expect(tasks?.secrets).toEqual(["pg"]);
  const { service } = containerOf(compilation, "server.tasks");
  expect(service["environment"]).toEqual({ MCPC_INPUT_PG_USER: { template: [{ env: "PG_USER" }] } });
  expect(service["command"]).toContain("URL=postgres://${env.PG_USER}:${secret.pg}@db");
});

it("changes scale in place, and the files of the front door too", async () => {
  const { resources } = await compileStack(server(""));
  expect(resources.map(({ address, updatesInPlace }) => [address, updatesInPlace])).toEqual([
    ["server.tasks", ["/replicas"]],
    ["gateway", ["/replicas", "/files"]],
  ]);
  const [one, other] = [await compileStack(server("")), await compileStack(`${server("")}gateway: {hosts: [mcp.example.com]}`)];
  expect(containerOf(one, "gateway").files).not.toEqual(containerOf(other, "gateway").files);
  expect(containerHash(containerOf(one, "gateway"))).toBe(containerHash(containerOf(other, "gateway")));
});

it("shows where in the file each place of a spec was set", async () => {
  const { resources } = await compileStack(server(", env: {LOG: debug}, resources: {memory: 1Gi}"));
  const origins = resources.find(({ address }) => address === "server.tasks")?.origins ?? {};
  const places = ["/service/environment/LOG", "/service/deploy/resources/limits/memory", "/run/version", "/image"];
  expect(places.filter((pointer) => origins[pointer] === undefined)).toEqual([]);
});

it("knows what somebody waits for to have completed", async () => {
  const lines = `servers: {tasks: {run: {npm: tasks-server@1.4.2}, needs: {job: completed}}}
services: {job: {command: [node, job.js]}, other: {command: [node, job.js]}}`;
  const compilation = await compileStack(lines);
  expect(["job", "other"].map((name) => containerOf(compilation, `service.${name}`).completes)).toEqual([true, undefined]);
});
