import { expect, it } from "vitest";
import type { DesiredResource } from "../../src/engine/resource.ts";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { Environment } from "./environment.ts";
import { Killer } from "./killer.ts";
import { envSecret, scope, secretValue, wanted } from "./wanted.ts";

const first = [
  wanted("service.db"),
  wanted("server.a", { v: 1, key: secretValue("key") }, { needs: ["service.db"] }),
  wanted("server.old"),
];
const second = [
  wanted("service.db"),
  wanted("server.a", { v: 2, key: secretValue("key") }, { needs: ["service.db"] }),
  wanted("server.new", {}, { needs: ["server.a"] }),
];

async function prepared(): Promise<Environment> {
  const environment = new Environment({ env: { KEY: "value" } });
  environment.secrets = [envSecret("key", "KEY")];
  await environment.apply(first);
  return environment;
}

/** Kills an apply at its nth step; false when it came to its end before that. */
async function killedAt(environment: Environment, desired: readonly DesiredResource[], step: number): Promise<boolean> {
  const killer = new Killer(step);
  environment.behaviour = { onExecute: () => killer.step(), afterExecute: () => killer.step() };
  const plan = await environment.plan(desired);
  const ended = await Promise.race([environment.carryOut(plan, { parallel: 2 }, killer.host(environment.host)), killer.died]);
  environment.behaviour = {};
  environment.restart({ env: { KEY: "value" } });
  return ended === "died";
}

async function expectConverged(environment: Environment, desired: readonly DesiredResource[]): Promise<void> {
  const result = await environment.apply(desired);
  expect(result).toMatchObject({ stable: true, failed: [], skipped: [] });
  expect(["applied", "no-change"]).toContain(result.outcome);
  expect([...environment.world.things.values()].map(({ address, specHash }) => `${address} ${specHash}`).sort()).toEqual(
    desired.map(({ address, specHash }) => `${address} ${specHash}`).sort(),
  );
  expect((await environment.plan(desired)).operations).toEqual([]);
  const left = [...environment.host.files.keys()].map((path) => path.slice(scope.stateDirectory.length + 1));
  expect(left.filter((name) => !/^(key|lineage|state\.json(\.bak)?|revisions\/\d+\.json)$/.test(name))).toEqual([]);
  for (const [path, text] of environment.host.files) if (path.endsWith(".json")) JSON.parse(String(text));
}

it("converges with the next apply wherever an update is killed", async () => {
  let step = 0;
  for (;;) {
    const environment = await prepared();
    const died = await killedAt(environment, second, step++);
    await expectConverged(environment, second);
    if (!died) break;
  }
  expect(step).toBeGreaterThan(40);
});

it("goes back as well as forth after an update was killed", async () => {
  for (let step = 0; ; step++) {
    const environment = await prepared();
    const died = await killedAt(environment, second, step);
    await expectConverged(environment, first);
    if (!died) break;
  }
});

it("converges wherever the very first apply is killed", async () => {
  for (let step = 0; ; step++) {
    const environment = new Environment({ env: { KEY: "value" } });
    environment.secrets = [envSecret("key", "KEY")];
    const died = await killedAt(environment, first, step);
    await expectConverged(environment, first);
    if (!died) break;
  }
});

it("converges when the apply that repairs is killed as well, and leaves nothing of what was half built", async () => {
  for (let step = 0; ; step++) {
    const environment = await prepared();
    const killer = new Killer(0);
    environment.behaviour = {
      afterExecute: ({ type, address }) => (`${type} ${address}` === "start server.new" ? killer.step() : undefined),
    };
    const plan = await environment.plan(second);
    await Promise.race([environment.carryOut(plan, {}, killer.host(environment.host, "steps of the test only")), killer.died]);
    environment.behaviour = {};
    environment.restart({ env: { KEY: "value" } });
    expect(environment.world.things.has("server.new")).toBe(true);
    const died = await killedAt(environment, first, step);
    await expectConverged(environment, first);
    if (!died) break;
  }
});

it("converges wherever an automatic return is killed", async () => {
  for (let step = 0; ; step++) {
    const environment = await prepared();
    const killer = new Killer(step);
    environment.behaviour = {
      onExecute: () => killer.step(),
      probe: (address) =>
        address === "server.a" && environment.world.things.get(address)?.revision === 2 ? { state: "failed" } : undefined,
    };
    const plan = await environment.plan(second);
    const ended = await Promise.race([environment.carryOut(plan, {}, killer.host(environment.host)), killer.died]);
    environment.behaviour = {};
    environment.restart({ env: { KEY: "value" } });
    await expectConverged(environment, first);
    if (ended !== "died") break;
  }
});

it("warns of what may be half done, and closes the revision that nobody finished", async () => {
  const environment = await prepared();
  const killer = new Killer(0);
  environment.behaviour = { onExecute: ({ address }) => (address === "server.a" ? killer.step() : undefined) };
  const plan = await environment.plan(second);
  const doomed = killer.host(environment.host, "steps of the test only");
  await Promise.race([environment.carryOut(plan, { parallel: 1 }, doomed), killer.died]);
  environment.behaviour = {};
  environment.restart({ env: { KEY: "value" } });
  const next = await environment.plan(second);
  expect(next.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "MCPC6008 revision 2 was not finished; half done may be: update of server.a",
  ]);
  await environment.carryOut(next);
  expect(environment.state("revisions/000002.json")).toMatchObject({ result: "interrupted" });
  expect(environment.state("revisions/000003.json")).toMatchObject({ result: "applied", stable: true });
});

it("changes nothing on a full disk as long as nothing was begun, and converges when there is room again", async () => {
  let untouched = 0;
  for (let nth = 1; ; nth++) {
    const environment = await prepared();
    let writes = 0;
    const full = createMemoryHost({
      files: Object.fromEntries(environment.host.files),
      env: { KEY: "value" },
      beforeWrite: ({ method }) => {
        if (method !== "remove" && ++writes >= nth) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
      },
    });
    const before = environment.world.log.length;
    const plan = await environment.plan(second);
    const ended = await environment.carryOut(plan, {}, full).then(
      (result) => result,
      (error: Error) => error.message,
    );
    if (typeof ended === "string") {
      expect(ended).toMatch(/^MCPC6003: no space is left to write "/);
      expect(environment.world.log).toHaveLength(before);
      untouched++;
    } else if (ended.outcome !== "applied") {
      expect(ended.outcome).toBe("failed");
      expect(ended.diagnostics.some(({ code }) => code === "MCPC6003")).toBe(true);
    }
    expect(full.files.has(`${scope.stateDirectory}/lock`)).toBe(false);
    environment.host = full;
    environment.restart({ env: { KEY: "value" } });
    await expectConverged(environment, second);
    if (typeof ended !== "string" && ended.outcome === "applied") break;
  }
  expect(untouched).toBeGreaterThan(3);
});

it("says which folder cannot be written, before anything is changed", async () => {
  for (const [code, reason] of [
    ["EACCES", "permission denied"],
    ["EROFS", "the file system is read-only"],
    ["EFAULT", "the system says EFAULT"],
  ] as const) {
    const environment = await prepared();
    const plan = await environment.plan(second);
    const locked = createMemoryHost({
      files: Object.fromEntries(environment.host.files),
      env: { KEY: "value" },
      beforeWrite: () => {
        throw Object.assign(new Error(code), { code });
      },
    });
    await expect(environment.carryOut(plan, {}, locked)).rejects.toThrow(
      `MCPC6002: the state of this environment cannot be written: "${scope.stateDirectory}" (${reason})`,
    );
  }
});
