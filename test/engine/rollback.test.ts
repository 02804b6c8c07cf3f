import { expect, it } from "vitest";
import { readHistory } from "../../src/engine/history.ts";
import { planRollback } from "../../src/engine/rollback.ts";
import { codes, Environment } from "./environment.ts";
import { fakeTarget } from "./fake-target.ts";
import { scope, wanted } from "./wanted.ts";

const one = wanted("server.a", { v: 1 });
const two = wanted("server.a", { v: 2 });
const extra = wanted("server.b");

const rollback = (environment: Environment, revision?: number) =>
  planRollback(
    { scope, target: fakeTarget(environment.world, environment.behaviour), ...(revision !== undefined && { revision }) },
    environment.host,
  );

async function twoRevisions(): Promise<Environment> {
  const environment = new Environment();
  await environment.apply([one]);
  await environment.apply([two, extra]);
  return environment;
}

it("goes back to the last stable revision that asks for something else", async () => {
  const environment = await twoRevisions();
  const plan = await rollback(environment);
  expect(plan).toMatchObject({ mode: "rollback", of: 1 });
  expect(plan.changes.map(({ action, address, reason }) => `${action} ${address}: ${reason}`)).toEqual([
    "update server.a: v changed",
    "delete server.b: the earlier revision does not have it",
  ]);
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", revision: 3, stable: true });
  expect(environment.state("revisions/000003.json")).toMatchObject({ mode: "rollback", of: 1 });
});

it("goes forth again: a rollback is a revision like any other", async () => {
  const environment = await twoRevisions();
  await environment.carryOut(await rollback(environment));
  const plan = await rollback(environment);
  expect(plan.of).toBe(2);
});

it("goes to a named revision, and warns when that never worked", async () => {
  const environment = await twoRevisions();
  environment.behaviour = { probe: () => ({ state: "failed" }) };
  await environment.apply([wanted("server.a", { v: 3 })], { rollbackOnFailure: false });
  environment.behaviour = {};
  await environment.apply([two, extra]);
  expect(codes(await rollback(environment, 3))).toEqual(["MCPC6053 revision 3 was never seen working"]);
  expect((await rollback(environment, 1)).of).toBe(1);
});

it("refuses what is the same, what is not there, and what has no earlier", async () => {
  const environment = new Environment();
  await expect(rollback(environment)).rejects.toThrow("MCPC6050: there is no revision to go back to: nothing was applied here yet");
  await environment.apply([one]);
  await expect(rollback(environment)).rejects.toThrow("MCPC6050: there is no revision to go back to: no earlier one was ever stable");
  await expect(rollback(environment, 1)).rejects.toThrow("MCPC6052: revision 1 is the present one");
  await expect(rollback(environment, 9)).rejects.toThrow("MCPC6051: there is no revision 9");
  await environment.apply([two]);
  await environment.apply([one]);
  await expect(rollback(environment, 1)).rejects.toThrow("MCPC6052: revision 1 asks for the same as the present revision 3");
});

it("undoes a destroy, but never goes back to one by itself", async () => {
  const environment = new Environment();
  await environment.apply([one]);
  await environment.carryOut(await environment.plan([], { mode: "destroy" }));
  expect(environment.world.things.size).toBe(0);
  expect((await rollback(environment)).of).toBe(1);
  environment.behaviour = { probe: () => ({ state: "failed" }) };
  expect((await environment.apply([two])).outcome).toBe("failed");
  environment.behaviour = {};
  await environment.apply([two]);
  expect((await rollback(environment)).of).toBe(1);
});

it("does not build up again what a failing destroy has removed", async () => {
  const environment = await twoRevisions();
  environment.behaviour = {
    onExecute: ({ address }) => {
      if (address === "server.b") throw new Error("busy");
    },
  };
  const result = await environment.carryOut(await environment.plan([], { mode: "destroy" }), { parallel: 1 });
  expect(result.outcome).toBe("failed");
  expect([...environment.world.things.keys()]).toEqual(["server.b"]);
  expect(codes(result)[1]).toBe("MCPC6036 nothing was put back: what was destroyed is not built up again");
});

it("lists the revisions newest first", async () => {
  const environment = await twoRevisions();
  expect((await readHistory(scope, environment.host)).map(({ revision, result, stable }) => ({ revision, result, stable }))).toEqual([
    { revision: 2, result: "applied", stable: true },
    { revision: 1, result: "applied", stable: true },
  ]);
});

it("does not plan for another target while something runs on this one, and does once that is gone", async () => {
  const environment = await twoRevisions();
  const elsewhere = { scope: { ...scope, target: "other" } };
  await expect(environment.plan([one], elsewhere)).rejects.toThrow(
    'MCPC6025: environment "dev" runs on target "fake" since revision 2, and this is a plan for "other"',
  );
  await environment.carryOut(await environment.plan([], { mode: "destroy" }));
  await environment.carryOut(await environment.plan([one], elsewhere));
  expect(environment.state("revisions/000004.json")).toMatchObject({ target: "other", result: "applied" });
});

it("does not go back to what was made for another target", async () => {
  const environment = await twoRevisions();
  await environment.carryOut(await environment.plan([], { mode: "destroy" }));
  const other = { scope: { ...scope, target: "other" }, target: fakeTarget(environment.world) };
  await expect(planRollback({ ...other, revision: 2 }, environment.host)).rejects.toThrow(
    'revision 2 was made for target "fake", and this environment is on "other"',
  );
  await expect(planRollback(other, environment.host)).rejects.toThrow("no earlier one was ever stable");
});
