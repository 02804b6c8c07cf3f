import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { finish, Sandbox } from "../sandbox.ts";
import { chain } from "./stacks.ts";
import { readyServers } from "./status.ts";

const stateOf = (sandbox: Sandbox) => join(sandbox.state, "mcpc/e2e/dev");

/** Starts an apply and calls `strike` when it has printed so many lines; resolves when the apply is over. False when it never printed that many. */
async function strikeAtLine(sandbox: Sandbox, line: number, strike: (pid: number) => void): Promise<boolean> {
  const apply = sandbox.start(["apply", "--yes"]);
  apply.stdin?.end();
  let seen = 0;
  let struck = false;
  const over = finish(apply);
  for await (const _ of createInterface({ input: apply.stdout as NodeJS.ReadableStream })) {
    seen++;
    if (seen !== line || apply.pid === undefined) continue;
    struck = true;
    strike(apply.pid);
  }
  await over;
  return struck;
}

function killDaemon(sandbox: Sandbox): void {
  const file = join(stateOf(sandbox), "daemon.json");
  if (existsSync(file)) kill((JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid);
}

function killServer(sandbox: Sandbox): void {
  const folder = join(stateOf(sandbox), "processes");
  const [first] = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  if (first !== undefined) kill((JSON.parse(readFileSync(join(folder, first), "utf8")) as { pid: number }).pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was gone already.
  }
}

/** What must hold after any accident: state is whole, the next apply converges, a further plan is empty, and destroy leaves no process. */
async function expectRecovery(sandbox: Sandbox): Promise<void> {
  for (const name of readdirSync(stateOf(sandbox)).filter((file) => file.endsWith(".json")))
    JSON.parse(readFileSync(join(stateOf(sandbox), name), "utf8"));
  const again = await sandbox.run(["apply", "--yes"]);
  expect(again, again.stdout + again.stderr).toMatchObject({ code: 0 });
  expect(await readyServers(sandbox)).toEqual(["base", "forks", "last"]);
  expect(await sandbox.run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0 });
  const gone = await sandbox.run(["destroy", "--yes"]);
  expect(gone, gone.stdout + gone.stderr).toMatchObject({ code: 0 });
  await sleep(200);
  expect(sandbox.processes()).toEqual([]);
}

const victims: Readonly<Record<string, (sandbox: Sandbox, apply: number) => void>> = {
  "the command line": (_, apply) => kill(apply),
  "the daemon": (sandbox) => killDaemon(sandbox),
  "a server": (sandbox) => killServer(sandbox),
};

it.each(Object.keys(victims))("converges after SIGKILL of %s at every line of a first apply", { timeout: 240_000 }, async (victim) => {
  for (let line = 1; ; line++) {
    const sandbox = new Sandbox().write({ "mcp.stack.yaml": chain("1") });
    const struck = await strikeAtLine(sandbox, line, (apply) => victims[victim]?.(sandbox, apply));
    await expectRecovery(sandbox);
    await sandbox.close();
    if (!struck) {
      expect(line).toBeGreaterThan(8);
      return;
    }
  }
});

it.each(Object.keys(victims))("converges after SIGKILL of %s at every line of an update", { timeout: 240_000 }, async (victim) => {
  for (let line = 1; ; line++) {
    const sandbox = new Sandbox().write({ "mcp.stack.yaml": chain("1") });
    await sandbox.run(["apply", "--yes"]);
    sandbox.write({ "mcp.stack.yaml": chain("2") });
    const struck = await strikeAtLine(sandbox, line, (apply) => victims[victim]?.(sandbox, apply));
    await expectRecovery(sandbox);
    await sandbox.close();
    if (!struck) {
      expect(line).toBeGreaterThan(8);
      return;
    }
  }
});

it("leaves no process when the daemon is killed and nobody comes back", async () => {
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": chain("1") });
  await sandbox.run(["apply", "--yes"]);
  expect(sandbox.processes().length).toBeGreaterThan(3);
  killDaemon(sandbox);
  for (let waited = 0; waited < 50 && sandbox.processes().length > 0; waited++) await sleep(200);
  expect(sandbox.processes()).toEqual([]);
});
