import { expect, it } from "vitest";
import type { Address } from "../../src/model/address.ts";
import { codes, Environment } from "./environment.ts";
import { envSecret, scope, secretValue, wanted } from "./wanted.ts";

const db = wanted("service.db");
const a = wanted("server.a", { env: { A: "1" } }, { needs: ["service.db"] });
const b = wanted("server.b");

it("builds everything in the order of dependencies and calls the revision stable", async () => {
  const environment = new Environment();
  const result = await environment.apply([a, b, db]);
  expect(result).toMatchObject({ outcome: "applied", revision: 1, stable: true, failed: [], skipped: [], diagnostics: [] });
  expect(environment.world.log.indexOf("start server.a")).toBeGreaterThan(environment.world.log.indexOf("start service.db"));
  expect(environment.state("state.json")).toMatchObject({ revision: 1, stable: 1, inventory: ["server.a", "server.b", "service.db"] });
  expect(environment.state("revisions/000001.json")).toMatchObject({ result: "applied", stable: true, who: "user@machine", mode: "apply" });
  expect([...environment.host.files.keys()].map((path) => path.replace(`${scope.stateDirectory}/`, "")).sort()).toEqual([
    "key",
    "lineage",
    "revisions/000001.json",
    "state.json",
    "state.json.bak",
  ]);
});

it("tells what happens in order, with what the handshake said", async () => {
  const environment = new Environment();
  await environment.apply([b]);
  expect(environment.told()).toEqual([
    "locked 1",
    "operation-started install server.b",
    "operation-done install server.b",
    "operation-started start server.b",
    "operation-done start server.b",
    "ready server.b",
  ]);
  expect(environment.events.at(-1)).toMatchObject({ protocol: "2025-11-25", tools: 3 });
});

it("has nothing to do a second time, and writes nothing then", async () => {
  const environment = new Environment();
  await environment.apply([a, b, db]);
  const again = await environment.plan([db, b, a]);
  expect(again.operations).toEqual([]);
  const before = new Map(environment.host.files);
  expect(await environment.carryOut(again)).toMatchObject({ outcome: "no-change", revision: 1, stable: true });
  expect(environment.host.files).toEqual(before);
});

it("waits for what is restarting by itself though there is nothing to do, and says when it does not come back", async () => {
  const environment = new Environment();
  await environment.apply([b]);
  environment.world.change("server.b", { status: "progressing" });
  const before = new Map(environment.host.files);
  environment.behaviour = { probe: () => ({ state: "ready" }) };
  expect(await environment.apply([b])).toMatchObject({ outcome: "no-change", revision: 1, stable: true, diagnostics: [] });
  expect(environment.told().at(-1)).toBe("ready server.b");

  environment.behaviour = { probe: () => ({ state: "failed", message: "exit 1" }) };
  const broken = await environment.apply([b]);
  expect(broken).toMatchObject({ outcome: "failed", revision: 1, done: [], failed: [] });
  expect(codes(broken)).toEqual(['MCPC6032 "server.b" does not work: exit 1']);
  expect(environment.host.files).toEqual(before);
});

it("records nothing where nothing was ever applied and nothing is wanted", async () => {
  const environment = new Environment();
  const result = await environment.carryOut(await environment.plan([], { mode: "destroy" }));
  expect(result).toMatchObject({ outcome: "no-change", revision: 0, done: [] });
  expect(environment.state("state.json")).toBeUndefined();
});

it("keeps its state to its owner", async () => {
  const environment = new Environment();
  await environment.apply([b]);
  expect((await environment.host.stat(scope.stateDirectory))?.mode).toBe(0o700);
  for (const path of environment.host.files.keys()) expect([path, (await environment.host.stat(path))?.mode]).toEqual([path, 0o600]);
});

it("stops at a failure, reports what was and was not done, and leaves a first apply as it is", async () => {
  const environment = new Environment();
  environment.behaviour = {
    onExecute: ({ type, address }) => {
      if (`${type} ${address}` === "start service.db") throw new Error("port 5432 is taken");
    },
  };
  const result = await environment.apply([a, db], { parallel: 1 });
  expect(result).toMatchObject({ outcome: "failed", revision: 1, stable: false });
  expect(result.failed.map(({ type, address }) => `${type} ${address}`)).toEqual(["start service.db"]);
  expect(result.skipped.map(({ type, address }) => `${type} ${address}`)).toEqual(["start server.a"]);
  expect(codes(result)).toEqual([
    'MCPC6030 start of "service.db" failed: port 5432 is taken',
    "MCPC6036 nothing was put back: there is no earlier revision that was seen working",
  ]);
  expect(environment.told().slice(-2)).toEqual([
    "operation-failed start service.db",
    "operation-skipped start server.a: needs service.db, which failed",
  ]);
  expect(environment.state("revisions/000001.json")).toMatchObject({ result: "failed", stable: false });
});

it("returns to the last stable revision when an update does not become ready", async () => {
  const environment = new Environment();
  await environment.apply([a, b, db]);
  environment.behaviour = {
    probe: (address) =>
      address === "server.a" && environment.world.things.get(address)?.revision === 2
        ? { state: "failed", message: "exited with code 1", logTail: ["Error: boom"] }
        : undefined,
  };
  const broken = wanted("server.a", { env: { A: "broken" } }, { needs: ["service.db"] });
  const result = await environment.apply([broken, b, db, wanted("server.new", {}, { needs: ["server.a"] })]);
  expect(result).toMatchObject({ outcome: "rolled-back", revision: 3, returnedTo: 1, stable: true });
  expect(codes(result)).toEqual(['MCPC6032 "server.a" does not work: exited with code 1']);
  expect(environment.world.things.get("server.a")?.spec).toEqual(a.spec);
  expect([...environment.world.things.keys()].sort()).toEqual(["server.a", "server.b", "service.db"]);
  expect(environment.told().filter((line) => line.startsWith("rollback"))).toEqual(["rollback-started 1", "rollback-done 1"]);
  expect(environment.events.find(({ kind }) => kind === "operation-failed")).toMatchObject({ logTail: ["Error: boom"] });
  expect(environment.state("revisions/000002.json")).toMatchObject({ result: "rolled-back", stable: false });
  expect(environment.state("revisions/000003.json")).toMatchObject({ mode: "rollback", of: 1, result: "applied", stable: true });
  expect((await environment.plan([a, b, db])).operations).toEqual([]);
});

it("leaves a failed update as it is when asked to", async () => {
  const environment = new Environment();
  await environment.apply([b]);
  environment.behaviour = { probe: () => ({ state: "failed" }) };
  const result = await environment.apply([wanted("server.b", { v: 2 })], { rollbackOnFailure: false });
  expect(result).toMatchObject({ outcome: "failed", revision: 2 });
  expect(codes(result)).toEqual(['MCPC6032 "server.b" does not work: it failed']);
});

it("never returns to a revision that asks for the same", async () => {
  const environment = new Environment();
  await environment.apply([b]);
  environment.world.change("server.b", { status: "stopped" });
  environment.behaviour = { probe: () => ({ state: "failed", message: "port taken" }) };
  const result = await environment.apply([b]);
  expect(result.outcome).toBe("failed");
  expect(codes(result)[1]).toBe("MCPC6036 nothing was put back: the last stable revision 1 asks for the same as what has just failed");
});

it("says plainly when the return fails as well", async () => {
  const environment = new Environment();
  await environment.apply([b]);
  environment.behaviour = { probe: () => ({ state: "failed", message: "no disk" }) };
  const result = await environment.apply([wanted("server.b", { v: 2 })]);
  expect(result).toMatchObject({ outcome: "failed", revision: 3, stable: false });
  expect(codes(result)).toEqual([
    'MCPC6032 "server.b" does not work: no disk',
    'MCPC6032 "server.b" does not work: no disk',
    'MCPC6035 the return to revision 1 failed as well: "server.b" does not work: no disk',
  ]);
});

it("gives a server its time to become ready, and not more", async () => {
  const environment = new Environment();
  environment.behaviour = { startsAs: "progressing" };
  const slow = wanted("server.slow", {}, { readyTimeoutMs: 30_000 });
  const result = await environment.apply([slow]);
  expect(codes(result)[0]).toBe('MCPC6033 "server.slow" was not ready after 30 s: no handshake yet');
  expect(environment.told()).toContain("operation-progress start server.slow: no handshake yet");
  expect(result.milliseconds).toBeLessThan(32_000);
});

it("notices readiness within a tenth of the time it took", async () => {
  const environment = new Environment();
  const began = environment.host.now();
  environment.behaviour = { probe: () => ({ state: environment.host.now() - began >= 1900 ? "ready" : "waiting" }) };
  const result = await environment.apply([b]);
  expect(result.outcome).toBe("applied");
  expect(result.milliseconds).toBeLessThan(1900 * 1.15);
});

it("ends an operation that uses up its time, and tells it so", async () => {
  const environment = new Environment();
  const told: boolean[] = [];
  environment.behaviour = {
    onExecute: ({ type }, { signal }) =>
      type === "start"
        ? new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              told.push(true);
              reject(new Error("ended"));
            });
          })
        : undefined,
  };
  const result = await environment.apply([b]);
  expect(codes(result)[0]).toBe('MCPC6031 start of "server.b" was not done after 10 s');
  expect(told).toEqual([true]);
});

it("runs no more operations at a time than it may", async () => {
  const environment = new Environment();
  let running = 0;
  let most = 0;
  environment.behaviour = {
    onExecute: async () => {
      most = Math.max(most, ++running);
      await environment.host.sleep(100);
      running--;
    },
  };
  await environment.apply(
    ["1", "2", "3", "4", "5", "6"].map((name) => wanted(`server.${name}`)),
    { parallel: 2 },
  );
  expect(most).toBe(2);
});

it("waits until removed things are gone before what they needed is removed", async () => {
  const environment = new Environment();
  await environment.apply([a, db]);
  let gone = 0;
  environment.behaviour = {
    afterExecute: ({ type, address }) => {
      if (type !== "remove" || address !== "server.a") return;
      environment.world.put("server.a", { status: "stopped" });
      void environment.host.sleep(700).then(() => {
        gone = environment.host.now();
        environment.world.things.delete("server.a");
      });
    },
    onExecute: ({ type, address }) => {
      if (`${type} ${address}` === "remove service.db") expect(gone).toBeGreaterThan(0);
    },
  };
  const plan = await environment.plan([], { mode: "destroy" });
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", stable: true });
  expect(environment.state("state.json")).toMatchObject({ inventory: [] });
});

it("stops at Ctrl-C: what runs is finished, the rest is not begun", async () => {
  const environment = new Environment();
  const controller = new AbortController();
  environment.behaviour = {
    onExecute: ({ type }) => {
      if (type === "start") controller.abort();
    },
  };
  const result = await environment.apply([a, db], { signal: controller.signal, parallel: 1 });
  expect(result).toMatchObject({ outcome: "interrupted", revision: 1, stable: false, failed: [] });
  expect(result.skipped.map(({ address }) => address)).toEqual(["server.a"]);
  expect(environment.world.things.has("service.db")).toBe(true);
  expect(environment.state("revisions/000001.json")).toMatchObject({ result: "interrupted" });
  environment.behaviour = {};
  expect(await environment.apply([a, db])).toMatchObject({ outcome: "applied", revision: 2, stable: true });
});

it("verifies what an earlier apply left unverified, though there is nothing to do", async () => {
  const environment = new Environment();
  environment.behaviour = { startsAs: "progressing" };
  await environment.apply([wanted("server.b", {}, { readyTimeoutMs: 1000 })]);
  environment.behaviour = { probe: () => ({ state: "ready" }) };
  const plan = await environment.plan([wanted("server.b", {}, { readyTimeoutMs: 1000 })]);
  expect(plan.operations).toEqual([]);
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", revision: 2, stable: true });
  expect(environment.told()).toEqual(["locked 2", "ready server.b"]);
});

it("fetches secrets before it locks, and changes nothing when one is missing", async () => {
  const environment = new Environment();
  environment.secrets = [envSecret("key", "API_KEY")];
  const c = wanted("server.c", { env: { KEY: secretValue("key"), REGION: { template: [{ env: "REGION" }] } } });
  const plan = await environment.plan([c]);
  await expect(environment.carryOut(plan)).rejects.toThrow(
    'MCPC6010: secret "key" cannot be read: environment variable "API_KEY" is not set\nMCPC6015: "server.c" needs the environment variable "REGION", which is not set',
  );
  expect(environment.host.writes).toEqual([]);
});

it("hands a secret to what needs it and to nothing else", async () => {
  const environment = new Environment({ env: { API_KEY: "canary-4711" } });
  environment.secrets = [envSecret("key", "API_KEY")];
  const given: string[] = [];
  environment.behaviour = {
    onExecute: ({ type }, context) => {
      if (type !== "start") return;
      given.push(context.resolve({ template: ["Bearer ", { secret: "key" }] }));
      context.emit({ kind: "note", message: "uses canary-4711" });
      throw new Error("401 for canary-4711");
    },
  };
  const plan = await environment.plan([wanted("server.c", { env: { KEY: secretValue("key") } })]);
  const result = await environment.carryOut(plan);
  expect(given).toEqual(["Bearer canary-4711"]);
  const everything = JSON.stringify([plan, result, environment.events, [...environment.host.files], environment.host.writes]);
  expect(everything).not.toContain("canary");
  expect(codes(result)[0]).toBe('MCPC6030 start of "server.c" failed: 401 for [secret]');
});

it("updates what receives a secret whose value changed", async () => {
  const environment = new Environment({ env: { API_KEY: "first-value" } });
  environment.secrets = [envSecret("key", "API_KEY")];
  const c = wanted("server.c" as Address, { env: { KEY: secretValue("key") } });
  await environment.apply([c, b]);
  environment.restart({ env: { API_KEY: "second-value" } });
  const plan = await environment.plan([c, b]);
  expect(plan.changes.map(({ action, reason }) => `${action} ${reason}`)).toEqual(["no-op nothing changed", 'update secret "key" changed']);
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", revision: 2 });
  expect((await environment.plan([c, b])).operations).toEqual([]);
});

it("keeps what could not be removed on record, so that it can be removed later", async () => {
  const environment = new Environment();
  await environment.apply([a, b, db]);
  environment.behaviour = {
    onExecute: ({ type }) => {
      if (type === "remove") throw new Error("busy");
    },
  };
  const failed = await environment.apply([b, db], { rollbackOnFailure: false });
  expect(failed.outcome).toBe("failed");
  environment.behaviour = {};
  expect((await environment.apply([b, db])).outcome).toBe("applied");
  expect([...environment.world.things.keys()].sort()).toEqual(["server.b", "service.db"]);
});

it("keeps the last twenty revisions and the last stable one", async () => {
  const environment = new Environment();
  await environment.apply([b]);
  environment.behaviour = { probe: () => ({ state: "failed" }) };
  for (let v = 0; v < 22; v++) await environment.apply([wanted("server.b", { v })], { rollbackOnFailure: false });
  const names = await environment.host.list(`${scope.stateDirectory}/revisions`);
  expect(names).toHaveLength(21);
  expect([names[0], names[1], names.at(-1)]).toEqual(["000001.json", "000004.json", "000023.json"]);
});
