import { expect, it } from "vitest";
import { detectDrift } from "../../src/engine/drift.ts";
import { readHistory } from "../../src/engine/history.ts";
import { makePlan } from "../../src/engine/make-plan.ts";
import { planRollback } from "../../src/engine/rollback.ts";
import { scopeFor } from "../../src/engine/scope.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { codes, Environment } from "./environment.ts";
import { fakeTarget } from "./fake-target.ts";
import { envSecret, scope, secretValue, wanted } from "./wanted.ts";

const a = wanted("server.a", { v: 1 });
const changed = wanted("server.a", { v: 2 });
const secret = wanted("server.s", { env: { KEY: secretValue("key") } });

it("writes nothing: not for a plan, not for drift, history or a rollback, before and after the first apply", async () => {
  const environment = new Environment({ env: { KEY: "value" } });
  environment.secrets = [envSecret("key", "KEY")];
  await environment.plan([a, secret]);
  expect(environment.host.writes).toEqual([]);
  expect(await environment.host.stat(scope.stateDirectory)).toBeUndefined();
  await environment.apply([a, secret]);
  await environment.apply([changed, secret]);
  environment.restart({ env: { KEY: "value" } });
  const target = fakeTarget(environment.world);
  await environment.plan([a, wanted("server.b")]);
  await detectDrift({ scope, target }, environment.host);
  await readHistory(scope, environment.host);
  await planRollback({ scope, target }, environment.host);
  expect(environment.host.writes).toEqual([]);
});

it("looks at the environment exactly once", async () => {
  const environment = new Environment();
  await environment.plan(["1", "2", "3"].map((name) => wanted(`server.${name}`)));
  expect(environment.world.observations).toBe(1);
});

it("is a complete description of what will be done", async () => {
  const environment = new Environment();
  const plan = await environment.plan([a, wanted("server.b", {}, { needs: ["server.a"] })]);
  expect(plan).toMatchObject({
    formatVersion: "1.0",
    tool: "mcpc 0.1.0",
    mode: "apply",
    stack: "team",
    environment: "dev",
    target: "fake",
    lineage: "",
    priorRevision: 0,
    summary: { create: 2, update: 0, replace: 0, delete: 0, restart: 0, adopt: 0, noop: 0 },
  });
  expect(plan.operations.map(({ id, type, address, deps, cause, wait }) => ({ id, type, address, deps, cause, wait }))).toEqual([
    { id: 1, type: "install", address: "server.a", deps: [], cause: "it does not exist yet", wait: "none" },
    { id: 2, type: "start", address: "server.a", deps: [1], cause: "it does not exist yet", wait: "ready" },
    { id: 3, type: "install", address: "server.b", deps: [], cause: "it does not exist yet", wait: "none" },
    { id: 4, type: "start", address: "server.b", deps: [2, 3], cause: "it does not exist yet", wait: "ready" },
  ]);
});

it("refuses to let an empty stack remove what runs, unless that is asked for", async () => {
  const environment = new Environment();
  await environment.apply([a]);
  await expect(environment.plan([])).rejects.toThrow("MCPC6021: the stack asks for nothing, and this would remove server.a");
  expect((await environment.plan([], { allowEmpty: true })).summary.delete).toBe(1);
  expect(await environment.apply([], { allowEmpty: true })).toMatchObject({ outcome: "applied" });
  expect((await environment.plan([])).operations).toEqual([]);
});

it("refuses to build where something of somebody else stands", async () => {
  const environment = new Environment();
  environment.world.foreign = ["a", "server.z"];
  await expect(environment.plan([a])).rejects.toThrow("MCPC6023: something that does not belong to this stack is in the way of server.a");
});

it("refuses a target that only writes files", async () => {
  const { live: _, ...target } = fakeTarget(new Environment().world);
  const input = {
    mode: "apply",
    scope,
    target,
    desired: [],
    secrets: [],
    artifacts: [],
    inputDigest: "",
    artifactDigest: "",
    diagnostics: [],
  } as const;
  await expect(makePlan(input, createMemoryHost())).rejects.toThrow('MCPC6020: target "fake" only writes files');
});

it("plans without secrets, and an apply that sees a changed one calls the plan stale", async () => {
  const environment = new Environment({ env: { KEY: "first" } });
  environment.secrets = [envSecret("key", "KEY")];
  await environment.apply([secret]);
  environment.restart();
  const plan = await environment.plan([secret]);
  expect(plan.operations).toEqual([]);
  expect(codes(plan)).toEqual(['MCPC6011 whether secret "key" changed is unknown: environment variable "KEY" is not set']);
  environment.restart({ env: { KEY: "second" } });
  const result = await environment.carryOut(plan);
  expect(result.outcome).toBe("stale");
  expect(codes(result)).toEqual([
    'MCPC6040 the environment changed after this plan was made: server.s would need an update (secret "key" changed)',
  ]);
});

it("finds the folders of an environment by XDG, ignoring relative ones", () => {
  const parts = { stack: "team", environment: "dev", target: "fake", root: "/work", options: {} };
  const host = createMemoryHost({ home: "/home/eva", env: { XDG_STATE_HOME: "/var/state", XDG_CACHE_HOME: "relative" } });
  expect(scopeFor(host, parts)).toEqual({ ...parts, stateDirectory: "/var/state/mcpc/team/dev", cacheDirectory: "/home/eva/.cache/mcpc" });
});

it("says where it looked, and warns when that is another place than last time and nothing is there", async () => {
  const environment = new Environment();
  environment.world.where = 'docker "production"';
  const desired = [wanted("server.a"), wanted("server.b")];
  await environment.apply(desired);
  expect(environment.state("revisions/000001.json")).toMatchObject({ where: 'docker "production"' });
  environment.world.where = "docker at unix:///run/docker.sock";
  // The same engine by another name still has everything.
  expect(codes(await environment.plan(desired))).toEqual([]);
  environment.world.things.clear();
  const plan = await environment.plan(desired);
  expect(plan.where).toBe("docker at unix:///run/docker.sock");
  expect(codes(plan)).toEqual([
    'MCPC6026 revision 1 was put on docker "production", and this looked at docker at unix:///run/docker.sock, where nothing of it is',
  ]);
  environment.world.where = 'docker "production"';
  expect(codes(await environment.plan(desired))).toEqual([]);
});
