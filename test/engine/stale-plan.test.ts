import { expect, it } from "vitest";
import { codes, Environment } from "./environment.ts";
import { scope, wanted } from "./wanted.ts";

const a = wanted("server.a", { v: 1 });
const b = wanted("server.b");

it("does less than the plan where part of it has been done meanwhile", async () => {
  const environment = new Environment();
  const plan = await environment.plan([a, b]);
  environment.world.put("server.b", { specHash: b.specHash, spec: b.spec });
  const result = await environment.carryOut(plan);
  expect(result.outcome).toBe("applied");
  expect(result.done.map(({ address }) => address)).toEqual(["server.a", "server.a"]);
});

it("can be applied twice: the second time there is nothing left of it", async () => {
  const environment = new Environment();
  const plan = await environment.plan([a, b]);
  await environment.carryOut(plan);
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "no-change", revision: 1 });
});

it("does not mind that something was restarted meanwhile", async () => {
  const environment = new Environment();
  await environment.apply([a, b]);
  const plan = await environment.plan([wanted("server.a", { v: 2 }), b]);
  environment.world.change("server.a", {});
  environment.world.change("server.b", {});
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", revision: 2 });
});

it("is stale when reaching the goal would take more than it says", async () => {
  const environment = new Environment();
  await environment.apply([a, b]);
  const plan = await environment.plan([wanted("server.a", { v: 2 }), b]);
  environment.world.things.delete("server.b");
  const before = new Map(environment.world.things);
  const result = await environment.carryOut(plan);
  expect(result).toMatchObject({ outcome: "stale", revision: 1, stable: true, done: [] });
  expect(codes(result)).toEqual([
    "MCPC6040 the environment changed after this plan was made: server.b would need to be created (it does not exist yet)",
  ]);
  expect(environment.world.things).toEqual(before);
  expect(environment.host.files.has(`${scope.stateDirectory}/lock`)).toBe(false);
});

it("is stale when what it would change while it runs does not run any more, and not the other way round", async () => {
  const limits = (v: number) => wanted("server.a", { v }, { updatesInPlace: ["/v"] });
  const environment = new Environment();
  await environment.apply([limits(1)]);
  const gentle = await environment.plan([limits(2)]);
  environment.world.change("server.a", { status: "progressing" });
  const result = await environment.carryOut(gentle);
  expect(codes(result)).toEqual([
    "MCPC6040 the environment changed after this plan was made: server.a would need a restart for its update",
  ]);
  const rough = await environment.plan([limits(2)]);
  environment.world.change("server.a", { status: "ready" });
  expect([gentle, rough].map(({ changes: [change] }) => change?.inPlace)).toEqual([true, undefined]);
  expect(await environment.carryOut(rough)).toMatchObject({ outcome: "applied", revision: 2 });
});

it("is stale when a value it would change is another one by now", async () => {
  const environment = new Environment();
  await environment.apply([a]);
  const plan = await environment.plan([wanted("server.a", { v: 2 })]);
  await environment.apply([wanted("server.a", { v: 7 })]);
  expect((await environment.carryOut(plan)).outcome).toBe("stale");
});

it("is stale when another apply made more of it", async () => {
  const environment = new Environment();
  await environment.apply([a]);
  const plan = await environment.plan([wanted("server.a", { v: 2 })]);
  await environment.apply([a, b]);
  const result = await environment.carryOut(plan);
  expect(result.outcome).toBe("stale");
  expect(codes(result)[0]).toContain("server.b would need to be deleted");
});

it("is stale for another history", async () => {
  const environment = new Environment();
  await environment.apply([a]);
  const plan = await environment.plan([a, b]);
  const result = await environment.carryOut({ ...plan, lineage: "0".repeat(32) });
  expect(result.outcome).toBe("stale");
  expect(codes(result)).toEqual([
    'MCPC6041 this plan was made for another history of stack "team", environment "dev" than the one on this machine',
  ]);
});

it("lets one of two applies at once win; the other says who holds the lock", async () => {
  const environment = new Environment();
  const plan = await environment.plan([a, b]);
  const [first, second] = await Promise.all([environment.carryOut(plan), environment.carryOut(plan)]);
  expect([first.outcome, second.outcome].sort()).toEqual(["applied", "locked"]);
  expect(codes(second)[0]).toMatch(/^MCPC6001 "user@machine" has been running apply on this environment since 2023-/);
});
