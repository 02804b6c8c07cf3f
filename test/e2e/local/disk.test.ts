import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { type Finished, finish, Sandbox } from "../sandbox.ts";
import { remainingOrphans, remainingProcesses } from "./orphans.ts";
import { cannotMount, SmallDisk } from "./small-disk.ts";
import { lightServer, stackOf } from "./stacks.ts";
import { readyServers } from "./status.ts";

const unmountable = cannotMount();
const text = ({ stdout, stderr }: Finished) => stdout + stderr;

/** `steady` is the same in every version; the others change. */
const stack = (version: number) => {
  const changing = [`run: ${lightServer()}`, `env: {VERSION: "${version}"}`, "restart: {backoff: {initial: 50ms}}", "stop: {grace: 500ms}"];
  return { "mcp.stack.yaml": stackOf({ steady: [`run: ${lightServer()}`], one: changing, two: [...changing, "needs: {one: healthy}"] }) };
};

async function expectConvergence(sandbox: Sandbox): Promise<void> {
  const again = await sandbox.run(["apply", "--yes"]);
  expect(again.code, text(again)).toBe(0);
  expect(await readyServers(sandbox)).toEqual(["one", "steady", "two"]);
  expect((await sandbox.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  expect(await remainingOrphans(sandbox)).toEqual([]);
}

async function expectNothingAfterDestroy(sandbox: Sandbox): Promise<void> {
  const gone = await sandbox.run(["destroy", "--yes"]);
  expect(gone.code, text(gone)).toBe(0);
  expect(await remainingProcesses(sandbox)).toEqual([]);
}

it.skipIf(unmountable)(
  "starts nothing on a full disk, and everything once there is room",
  { timeout: 60_000 },
  async ({ onTestFinished }) => {
    const sandbox = new Sandbox({ onTestFinished }).write(stack(1));
    const disk = new SmallDisk(sandbox, onTestFinished);
    disk.fill();
    const full = await sandbox.run(["apply", "--yes"]);
    expect(full.code).toBe(1);
    expect(full.stderr).toMatch(new RegExp(`MCPC6003: no space is left to write "${sandbox.state}/.+"`));
    expect(full.stderr).not.toMatch(/^ {4}at /m);
    expect(sandbox.processes()).toEqual([]);
    disk.free();
    await expectConvergence(sandbox);
    await expectNothingAfterDestroy(sandbox);
  },
);

it.skipIf(unmountable)(
  "leaves what runs alone when the disk is full, and converges once there is room",
  { timeout: 60_000 },
  async ({ onTestFinished }) => {
    const sandbox = new Sandbox({ onTestFinished }).write(stack(1));
    const disk = new SmallDisk(sandbox, onTestFinished);
    await sandbox.done(["apply", "--yes"]);
    const running = sandbox.recorded();
    disk.fill();
    sandbox.write(stack(2));
    for (const args of [
      ["apply", "--yes"],
      ["apply", "--yes", "--json"],
      ["destroy", "--yes"],
      ["rollback", "1", "--yes"],
    ]) {
      const full = await sandbox.run(args);
      expect([args, full.code, text(full)]).toEqual([args, 1, expect.stringMatching(/MCPC60/)]);
    }
    expect(sandbox.recorded()).toEqual(running);
    expect(await readyServers(sandbox)).toEqual(["one", "steady", "two"]);
    disk.free();
    await expectConvergence(sandbox);
    expect(sandbox.recorded()["steady"]).toBe(running["steady"]);
    await expectNothingAfterDestroy(sandbox);
  },
);

it.skipIf(unmountable)("survives a disk that fills up at any moment of an update", { timeout: 120_000 }, async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write(stack(0));
  const disk = new SmallDisk(sandbox, onTestFinished);
  await sandbox.done(["apply", "--yes"]);
  const { steady } = sandbox.recorded();
  let failures = 0;
  for (let moment = 1; ; moment++) {
    sandbox.write(stack(moment));
    const { reached, finished } = await applyAndFill(sandbox, disk, moment);
    expect(finished.code, text(finished)).toBeOneOf([0, 1, 6]);
    if (finished.code !== 0) {
      failures++;
      expect(text(finished)).toMatch(/MCPC6[012]\d\d/);
    }
    expect(text(finished)).not.toMatch(/MCPC6366|^ {4}at /m);
    expect(sandbox.recorded()["steady"]).toBe(steady);
    disk.free();
    await expectConvergence(sandbox);
    expect(sandbox.recorded()["steady"]).toBe(steady);
    if (!reached) break;
  }
  expect(failures).toBeGreaterThan(2);
  await expectNothingAfterDestroy(sandbox);
});

/** Lets the disk run full at the so-manieth line of progress. */
async function applyAndFill(sandbox: Sandbox, disk: SmallDisk, moment: number): Promise<{ reached: boolean; finished: Finished }> {
  const apply = sandbox.start(["apply", "--yes"]);
  const finished = finish(apply);
  let seen = 0;
  createInterface({ input: apply.stdout as NodeJS.ReadableStream }).on("line", (line) => {
    if (/^\d\d:\d\d:\d\dZ/.test(line) && ++seen === moment) disk.fill();
  });
  return { finished: await finished, reached: seen >= moment };
}

it.skipIf(unmountable)("only looks at a read-only state, and says what it cannot do", { timeout: 60_000 }, async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write(stack(1));
  const disk = new SmallDisk(sandbox, onTestFinished);
  await sandbox.done(["apply", "--yes"]);
  const running = sandbox.recorded();
  disk.protect();
  sandbox.write(stack(2));
  for (const args of [["plan"], ["status"], ["history"], ["logs"], ["tools"], ["drift"]]) await sandbox.done(args);
  const refused = await sandbox.run(["apply", "--yes"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/MCPC6002: the state of this environment cannot be written: ".+" \(EROFS\)/);
  expect(sandbox.recorded()).toEqual(running);
  disk.unprotect();
  await expectConvergence(sandbox);
  await expectNothingAfterDestroy(sandbox);
});

it("says which folder cannot be made when the state's place is a file", async () => {
  const sandbox = new Sandbox().write(stack(1));
  writeFileSync(sandbox.state, "not a folder");
  const refused = await sandbox.run(["apply", "--yes"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`MCPC6002: the state of this environment cannot be written: "${sandbox.stateOf()}" (ENOTDIR)`);
  expect(sandbox.processes()).toEqual([]);
});

/** Somebody for whom permissions count: root may write everywhere. */
const nobody = 65_534;
const asNobody = process.getuid?.() === 0 ? ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"] : [];

it.each([
  ["may not be written", 0o500],
  ["may not be looked into", 0o000],
])("says which folder %s", async (_, mode) => {
  const sandbox = new Sandbox().write(stack(1));
  const folder = join(sandbox.state, "mcpc");
  mkdirSync(folder, { recursive: true });
  if (asNobody.length > 0) for (const path of [sandbox.folder, sandbox.state, folder]) chownSync(path, nobody, nobody);
  chmodSync(folder, mode);
  onTestFinished(() => chmodSync(folder, 0o700));
  for (const args of [
    ["apply", "--yes"],
    ["apply", "--yes", "--json"],
  ]) {
    const refused = await sandbox.run(args, { through: asNobody, env: { XDG_CACHE_HOME: join(sandbox.folder, "cache") } });
    expect([refused.code, text(refused)]).toEqual([1, expect.stringMatching(/MCPC6002|MCPC6119/)]);
    expect(text(refused)).toContain(folder);
    expect(text(refused)).toContain("EACCES");
    expect(text(refused)).not.toMatch(/MCPC6366|^ {4}at /m);
  }
  expect(sandbox.processes()).toEqual([]);
});
