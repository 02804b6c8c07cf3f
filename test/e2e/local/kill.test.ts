import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describe, familyOf } from "../processes.ts";
import { type Finished, Sandbox } from "../sandbox.ts";
import { remainingOrphans, remainingProcesses } from "./orphans.ts";
import { chain } from "./stacks.ts";
import { applyAndStrike, killSupervisor, type Victim, victims } from "./strike.ts";

const patience = 240_000;
/** Revisions that are kept. */
const kept = 20;
const each = Object.keys(victims) as Victim[];
const text = ({ stdout, stderr }: Finished) => stdout + stderr;

/** No file of the state is torn, and none of the history is lost. Gives the present revision. */
function expectWholeState(sandbox: Sandbox): number {
  const read = (...path: string[]) => JSON.parse(readFileSync(join(sandbox.stateOf(), ...path), "utf8")) as { revision: number };
  if (!existsSync(sandbox.stateOf())) return 0;
  const names = readdirSync(sandbox.stateOf());
  for (const name of names.filter((file) => file.endsWith(".json"))) read(name);
  if (!names.includes("revisions")) return 0;
  const revisions = readdirSync(join(sandbox.stateOf(), "revisions")).filter((name) => name.endsWith(".json"));
  const numbers = revisions.map((name) => read("revisions", name).revision).sort((a, b) => a - b);
  const last = numbers.at(-1) ?? 0;
  const recent = Array.from({ length: Math.min(last, kept) }, (_, index) => last - Math.min(last, kept) + 1 + index);
  expect(numbers).toEqual(expect.arrayContaining(recent));
  // A revision is written before the state names it.
  const current = names.includes("state.json") ? read("state.json").revision : 0;
  expect(last - current).toBeOneOf([0, 1]);
  return current;
}

/**
 * What must hold after any accident: the state is whole, the next apply converges, each server runs once and as wanted, and no process group
 * is without its supervisor.
 */
async function expectRecovery(sandbox: Sandbox, version: string): Promise<void> {
  const before = expectWholeState(sandbox);
  const again = await sandbox.run(["apply", "--yes"]);
  expect(again, text(again)).toMatchObject({ code: 0 });
  expect(expectWholeState(sandbox)).toBeGreaterThanOrEqual(before);
  const running = sandbox.recorded();
  expect(Object.keys(running)).toEqual(["base", "forks", "last"]);
  for (const pid of Object.values(running)) expect(describe(pid)?.environment).toContain(`VERSION=${version}`);
  expect(await remainingOrphans(sandbox)).toEqual([]);
  const supervisor = sandbox.supervisor()?.pid ?? 0;
  const held = familyOf(supervisor, sandbox.processes()).filter(
    ({ parent, command }) => parent === supervisor && !command.includes("guard"),
  );
  expect(held.map(({ group }) => group).sort()).toEqual(Object.values(running).sort());
}

async function expectEmptyPlan(sandbox: Sandbox): Promise<void> {
  const planned = await sandbox.run(["plan", "--detailed-exitcode"]);
  expect(planned, text(planned)).toMatchObject({ code: 0 });
}

async function expectNothingAfterDestroy(sandbox: Sandbox): Promise<void> {
  const gone = await sandbox.run(["destroy", "--yes"]);
  expect(gone, text(gone)).toMatchObject({ code: 0 });
  expect(await remainingProcesses(sandbox)).toEqual([]);
}

/** Whatever was hit, the command line says what happened in words of its own, and ends as documented. */
function expectOrderlyEnd(victim: Victim, finished: Finished): void {
  if (victim === "the command line" && finished.signal === "SIGKILL") return;
  expect(finished.code, text(finished)).toBeOneOf([0, 1, 4, 6]);
  expect(text(finished)).not.toMatch(/MCPC6366|^ {4}at /m);
}

it.concurrent.for(each)(
  "converges after SIGKILL of %s at every moment of a first apply",
  { timeout: patience },
  async (victim, { onTestFinished }) => {
    const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": chain("1") });
    for (let moment = 1; ; moment++) {
      const { line, finished } = await applyAndStrike(sandbox, moment, victim);
      expectOrderlyEnd(victim, finished);
      await expectRecovery(sandbox, "1").catch((error: unknown) => fail(error, victim, line, finished));
      await expectEmptyPlan(sandbox);
      if (line === undefined) {
        await expectNothingAfterDestroy(sandbox);
        return expect(moment).toBeGreaterThan(12);
      }
      await sandbox.reset();
    }
  },
);

it.concurrent.for(each)(
  "converges after SIGKILL of %s at every moment of an update",
  { timeout: patience },
  async (victim, { onTestFinished }) => {
    const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": chain("0") });
    await sandbox.done(["apply", "--yes"]);
    for (let moment = 1; ; moment++) {
      sandbox.write({ "mcp.stack.yaml": chain(String(moment)) });
      const { line, finished } = await applyAndStrike(sandbox, moment, victim);
      expectOrderlyEnd(victim, finished);
      // Nothing else was left to do after the accident before.
      expect(finished.stdout).toContain("3 to update, 1 unchanged.");
      await expectRecovery(sandbox, String(moment)).catch((error: unknown) => fail(error, victim, line, finished));
      if (line === undefined) {
        await expectEmptyPlan(sandbox);
        await expectNothingAfterDestroy(sandbox);
        return expect(moment).toBeGreaterThan(10);
      }
    }
  },
);

it.concurrent("leaves no process when the daemon is killed and nobody comes back", async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": chain("1") });
  await sandbox.done(["apply", "--yes"]);
  expect(sandbox.processes().length).toBeGreaterThan(3);
  killSupervisor(sandbox);
  expect(await remainingProcesses(sandbox)).toEqual([]);
});

it.concurrent("ends with destroy what the daemon and its guard left when both were killed", async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": chain("1") });
  await sandbox.done(["apply", "--yes"]);
  killSupervisor(sandbox, "with its guard");
  expect(sandbox.processes().length).toBeGreaterThan(0);
  await expectNothingAfterDestroy(sandbox);
  expect((await sandbox.run(["destroy", "--yes"])).code).toBe(0);
});

/** An accident is told by the moment it happened at. */
function fail(error: unknown, victim: Victim, line: string | undefined, { stdout, stderr }: Finished): never {
  throw new Error(`after SIGKILL of ${victim} at "${line}"\n${stdout}${stderr}\n${String(error)}`, { cause: error });
}
