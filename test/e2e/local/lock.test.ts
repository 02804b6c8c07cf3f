import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kill } from "../processes.ts";
import { finish, Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";
import { ownServer, stackOf } from "./stacks.ts";
import { readyServers } from "./status.ts";

/** An apply of it takes until `open`. */
const slow = (version = "1") => stackOf({ slow: [`run: ${ownServer("gated", "open")}`, `env: {VERSION: "${version}"}`] });
const open = (sandbox: Sandbox) => sandbox.write({ open: "" });
const lockOf = (sandbox: Sandbox) => join(sandbox.stateOf(), "lock");
const holderOf = (sandbox: Sandbox) => JSON.parse(readFileSync(lockOf(sandbox), "utf8")) as { pid: number; who: string; created: number };

it.concurrent("lets one of several applies win, and tells the others who holds the lock since when", { timeout: 240_000 }, async ({
  onTestFinished,
}) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": slow() });
  const applies = Array.from({ length: 4 }, () => sandbox.start(["apply", "--yes"]));
  const pids = applies.map(({ pid }) => pid);
  const running = applies.map(finish);
  let over = 0;
  for (const each of running) void each.then(() => ++over);
  await until(() => over === 3, { timeoutMs: 60_000 });
  open(sandbox);
  const ends = await Promise.all(running);
  expect(ends.map(({ code }) => code).sort()).toEqual([0, 5, 5, 5]);

  const winner = pids[ends.findIndex(({ code }) => code === 0)];
  const since = /has been running apply on this environment since (\S+) \(pid (\d+) on "[^"]+"\)/;
  for (const { stderr } of ends.filter(({ code }) => code === 5)) {
    const [, time = "", pid] = since.exec(stderr) ?? [];
    expect(Number(pid)).toBe(winner);
    expect(Math.abs(Date.now() - Date.parse(time))).toBeLessThan(30_000);
    expect(stderr).toContain(`delete "${lockOf(sandbox)}"`);
  }
  expect(await readyServers(sandbox)).toEqual(["slow"]);
  expect(existsSync(lockOf(sandbox))).toBe(false);
});

it.concurrent("refuses a destroy and a rollback while an apply is under way, and waits when asked to", { timeout: 240_000 }, async ({
  onTestFinished,
}) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": slow("1"), open: "" });
  await sandbox.done(["apply", "--yes"]);
  sandbox.write({ "mcp.stack.yaml": slow("2") });
  await sandbox.done(["apply", "--yes"]);
  sandbox.write({ "mcp.stack.yaml": slow("3") });
  rmSync(join(sandbox.stack, "open"));
  const applying = sandbox.run(["apply", "--yes"]);
  await until(() => existsSync(lockOf(sandbox)));
  const waiting = sandbox.run(["apply", "--yes", "--lock-timeout", "2m"]);
  const destroyed = await sandbox.run(["destroy", "--yes"]);
  const rolledBack = await sandbox.run(["rollback", "1", "--yes", "--json"]);
  expect([destroyed.code, rolledBack.code]).toEqual([5, 5]);
  expect(JSON.parse(rolledBack.stdout)).toMatchObject({ outcome: "locked", diagnostics: [{ code: "MCPC6001" }] });
  open(sandbox);
  expect((await waiting).code).toBe(0);
  expect(await applying).toMatchObject({ code: 0 });
  expect((await sandbox.run(["plan", "--detailed-exitcode"])).code).toBe(0);
});

it.concurrent("takes the lock of a dead apply over, and says so", { timeout: 240_000 }, async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": slow() });
  const killed = sandbox.start(["apply", "--yes"]);
  const end = finish(killed);
  await until(() => existsSync(lockOf(sandbox)), { pauseMs: 2 });
  const { pid, who } = holderOf(sandbox);
  expect(pid).toBe(killed.pid);
  kill(pid);
  await end;
  expect(existsSync(lockOf(sandbox))).toBe(true);

  open(sandbox);
  const next = await sandbox.run(["apply", "--yes"]);
  expect(next.code, next.stderr).toBe(0);
  expect(next.stderr).toContain(`MCPC6009`);
  expect(next.stderr).toContain(who);
  expect(await readyServers(sandbox)).toEqual(["slow"]);
  expect(existsSync(lockOf(sandbox))).toBe(false);
});
