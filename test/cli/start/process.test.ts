import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { version } from "../../../src/model/version.ts";
import { Machine, twoServers } from "../machine.ts";

const main = resolve("src/cli/main.ts");

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

/** A real `mcpc` process, from source, on the machine of a test. */
function start(machine: Machine, argv: readonly string[]): Running {
  const env = {
    PATH: process.env.PATH,
    HOME: machine.folder,
    XDG_STATE_HOME: `${machine.folder}/state`,
    XDG_CACHE_HOME: `${machine.folder}/cache`,
  };
  const child = spawn(process.execPath, [main, ...argv], { cwd: machine.folder, env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk));
  return { child, output: () => output, ended: new Promise((done) => child.once("close", done)) };
}

function newMachine(stack: string): Machine {
  const machine = new Machine().write(stack);
  onTestFinished(() => machine.close());
  return machine;
}

const hanging = twoServers({ HANG: "1" });

it("prints its version and nothing else", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, "--version"]);
  expect({ stdout, stderr }).toEqual({ stdout: `${version}\n`, stderr: "" });
});

it("says nothing when nobody reads its output any more", async () => {
  const script = `set -o pipefail; '${process.execPath}' '${main}' --help | true`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script]);
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
});

it.skipIf(!existsSync("/dev/full"))("says so when its output cannot be written", async () => {
  const script = `'${process.execPath}' '${main}' --help > /dev/full`;
  const failed = await promisify(execFile)("bash", ["-c", script]).catch((error: unknown) => error);
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining("error MCPC6367: the operating system refused: ENOSPC") });
});

it("comes to an orderly end on Ctrl-C, exits 130 and tells what stays", async () => {
  const machine = newMachine(hanging);
  const { child, output, ended } = start(machine, ["apply", "--yes"]);
  await expect.poll(output, { timeout: 20_000 }).toMatch(/server\.first .*ready/);
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(output()).toContain("Interrupted after");
  machine.write(twoServers());
  expect(await machine.run(["apply", "--yes"])).toMatchObject({ code: 0 });
});

it("leaves at once on a second Ctrl-C, and the next apply converges", async () => {
  const machine = newMachine(hanging);
  const { child, output, ended } = start(machine, ["apply", "--yes"]);
  await expect.poll(output, { timeout: 20_000 }).toMatch(/server\.second .*start/);
  child.kill("SIGTERM");
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  machine.write(twoServers());
  expect(await machine.run(["apply", "--yes", "--lock-timeout", "10s"])).toMatchObject({ code: 0 });
});

it("lets one of two applies win and tells the other who holds the lock", async () => {
  const machine = newMachine(hanging);
  const { child, output, ended } = start(machine, ["apply", "--yes"]);
  await expect.poll(output, { timeout: 20_000 }).toContain("revision 1 begins");
  const second = await machine.run(["apply", "--yes"]);
  expect(second.code).toBe(5);
  expect(second.stderr).toContain(`${child.pid}`);
  child.kill("SIGINT");
  expect(await ended).toBe(130);
});

it("stops everything when dev is interrupted", async () => {
  const machine = newMachine(twoServers());
  const { child, output, ended } = start(machine, ["dev"]);
  await expect.poll(output, { timeout: 20_000 }).toContain("Ctrl-C stops all.");
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(output()).toContain("Everything is removed.");
});
