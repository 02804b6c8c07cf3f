import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kill } from "../processes.ts";
import { finish, Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";
import { sharedServer, stackOf } from "./stacks.ts";
import { readyServers } from "./status.ts";

/** An apply of it takes more than a second. */
const slow = (version = "1") => stackOf({ slow: [`run: ${sharedServer("slow-start")}`, `env: {VERSION: "${version}"}`] });
const lockOf = (sandbox: Sandbox) => join(sandbox.stateOf(), "lock");
const holderOf = (sandbox: Sandbox) => JSON.parse(readFileSync(lockOf(sandbox), "utf8")) as { pid: number; who: string; created: number };

it.concurrent("lets one of several applies win, and tells the others who holds the lock since when", async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": slow() });
  const applies = Array.from({ length: 4 }, () => sandbox.start(["apply", "--yes"]));
  const pids = applies.map(({ pid }) => pid);
  const ends = await Promise.all(applies.map(finish));
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

it.concurrent("refuses a destroy and a rollback while an apply is under way, and waits when asked to", async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": slow("1") });
  await sandbox.done(["apply", "--yes"]);
  sandbox.write({ "mcp.stack.yaml": slow("2") });
  await sandbox.done(["apply", "--yes"]);
  sandbox.write({ "mcp.stack.yaml": slow("3") });
  const applying = sandbox.run(["apply", "--yes"]);
  await until(() => existsSync(lockOf(sandbox)));
  const others = await Promise.all([
    sandbox.run(["destroy", "--yes"]),
    sandbox.run(["rollback", "1", "--yes", "--json"]),
    sandbox.run(["apply", "--yes", "--lock-timeout", "30s"]),
  ]);
  expect(others.map(({ code }) => code)).toEqual([5, 5, 0]);
  expect(JSON.parse(others[1]?.stdout ?? "")).toMatchObject({ outcome: "locked", diagnostics: [{ code: "MCPC6001" }] });
  expect(await applying).toMatchObject({ code: 0 });
  expect((await sandbox.run(["plan", "--detailed-exitcode"])).code).toBe(0);
});

it.concurrent("takes the lock of a dead apply over, and says so", async ({ onTestFinished }) => {
  const sandbox = new Sandbox({ onTestFinished }).write({ "mcp.stack.yaml": slow() });
  const killed = sandbox.start(["apply", "--yes"]);
  const end = finish(killed);
  await until(() => existsSync(lockOf(sandbox)), { pauseMs: 2 });
  const { pid, who } = holderOf(sandbox);
  expect(pid).toBe(killed.pid);
  kill(pid);
  await end;
  expect(existsSync(lockOf(sandbox))).toBe(true);

  const next = await sandbox.run(["apply", "--yes"]);
  expect(next.code, next.stderr).toBe(0);
  expect(next.stderr).toContain(`MCPC6009`);
  expect(next.stderr).toContain(who);
  expect(await readyServers(sandbox)).toEqual(["slow"]);
  expect(existsSync(lockOf(sandbox))).toBe(false);
});
