import { expect, it } from "vitest";
import { codes, Environment } from "./environment.ts";
import { scope, wanted } from "./wanted.ts";

const a = wanted("server.a");
const file = (name: string) => `${scope.stateDirectory}/${name}`;

async function applied(): Promise<Environment> {
  const environment = new Environment();
  await environment.apply([a]);
  await environment.apply([wanted("server.a", { v: 2 })]);
  return environment;
}

it("uses the backup where state.json is torn, and writes it anew", async () => {
  for (const content of ["", '{"formatVersion":"1.0","lin', "null", '{"formatVersion":"1.0"}']) {
    const environment = await applied();
    environment.host.files.set(file("state.json"), content);
    const plan = await environment.plan([wanted("server.a", { v: 2 }), wanted("server.b")]);
    expect(codes(plan)[0]).toMatch(/^MCPC6005 ".*state.json" is damaged \(.*\); ".*state.json.bak" is used instead$/);
    expect(plan.priorRevision).toBe(2);
    expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", revision: 3 });
    expect(environment.state("state.json")).toMatchObject({ revision: 3, inventory: ["server.a", "server.b"] });
  }
});

it("counts a revision that was begun after the backup was made", async () => {
  const environment = await applied();
  environment.host.files.set(
    file("state.json.bak"),
    JSON.stringify({ ...Object(environment.state("state.json.bak")), revision: 1, inventory: [] }),
  );
  environment.host.files.delete(file("state.json"));
  expect((await environment.plan([a])).priorRevision).toBe(2);
});

it("names the file and what to do where nothing is left to go by", async () => {
  const environment = await applied();
  environment.host.files.set(file("state.json"), "oops");
  environment.host.files.set(file("state.json.bak"), "oops");
  await expect(environment.plan([a])).rejects.toThrow(`MCPC6004: "${file("state.json")}" is damaged: it is not JSON`);
});

it("names a damaged key or lineage", async () => {
  for (const name of ["key", "lineage"]) {
    const environment = await applied();
    environment.host.files.set(file(name), "xyz");
    await expect(environment.plan([a])).rejects.toThrow(`MCPC6004: "${file(name)}" is damaged: it does not hold`);
  }
});

it("leaves alone what a newer mcpc wrote", async () => {
  for (const name of ["state.json", "revisions/000002.json"]) {
    const environment = await applied();
    environment.host.files.set(file(name), JSON.stringify({ ...Object(environment.state(name)), formatVersion: "2.0" }));
    await expect(environment.plan([a])).rejects.toThrow(`MCPC6006: "${file(name)}" has the format "2.0", which this mcpc does not know`);
  }
});

it("goes on without a damaged revision, and says so", async () => {
  const environment = await applied();
  environment.host.files.set(file("revisions/000002.json"), "{}");
  const plan = await environment.plan([wanted("server.a", { v: 3 })]);
  expect(codes(plan)[0]).toMatch(/^MCPC6007 revision 2 cannot be read: /);
  expect(plan.drift).toEqual([]);
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", revision: 3 });
});

it("adopts what runs when its records were lost, and removes nothing it does not know", async () => {
  const environment = await applied();
  for (const path of [...environment.host.files.keys()]) environment.host.files.delete(path);
  environment.world.put("server.unknown");
  const plan = await environment.plan([wanted("server.a", { v: 2 })]);
  expect(plan.changes.map(({ action, address }) => `${action} ${address}`)).toEqual(["adopt server.a"]);
  expect(codes(plan)).toEqual(["MCPC6022 left alone, as it carries the mark of this stack but is not in its records: server.unknown"]);
  expect(await environment.carryOut(plan)).toMatchObject({ outcome: "applied", revision: 1, stable: true });
  expect(environment.world.things.has("server.unknown")).toBe(true);
});
