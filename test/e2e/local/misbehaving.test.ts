import { expect, it } from "vitest";
import { describe } from "../processes.ts";
import { type Finished, Sandbox } from "../sandbox.ts";
import { remainingOrphans, remainingProcesses } from "./orphans.ts";
import { lightServer, ownServer, sharedServer, stackOf } from "./stacks.ts";
import { statusOf } from "./status.ts";

const ways = [
  "exits-at-once",
  "hangs-on-handshake",
  "floods-stderr",
  "ignores-sigterm",
  "forks-children",
  "talks-nonsense",
  "answers-garbage",
];
const impatient = ["health: {startup: {timeout: 2s}}", "restart: {backoff: {initial: 50ms}, maxAttempts: 2}", "stop: {grace: 500ms}"];
const never = "never-there";
const run = (name: string) => (name === never ? "run: {command: [/no/such/program]}" : `run: ${ownServer("misbehaves", name)}`);
/** Time for everything that is asked of one server here, with much room for a busy machine. */
const bounded = 60_000;

/** The lines below the failure of one server, until somebody else's. */
function failureOf(name: string, { stdout }: Finished): string {
  const [, after = ""] = stdout.split(new RegExp(`server\\.${name} +✖ `), 2);
  return after.split(/\n(?=\d\d:\d\d:\d\dZ|\n)/, 1)[0] ?? "";
}

async function expectNothingAfterDestroy(sandbox: Sandbox): Promise<void> {
  const gone = await sandbox.run(["destroy", "--yes"]);
  expect(gone.code, gone.stdout + gone.stderr).toBe(0);
  expect(await remainingProcesses(sandbox)).toEqual([]);
}

it.concurrent("names every server that does not come up, with its last words, in bounded time", { timeout: 120_000 }, async (context) => {
  const names = [never, ...ways];
  const servers = Object.fromEntries(names.map((name) => [name, [run(name), ...impatient]]));
  const sandbox = new Sandbox(context).write({ "mcp.stack.yaml": stackOf({ ...servers, steady: [`run: ${lightServer()}`] }) });
  const began = performance.now();
  const finished = await sandbox.run(["apply", "--yes"]);
  expect(performance.now() - began).toBeLessThan(bounded);
  expect(finished.code).toBe(1);
  expect(finished.stdout).toMatch(/server\.steady +✔ ready/);
  for (const name of ways) {
    const failure = failureOf(name, finished);
    expect(failure, `${name}\n${finished.stdout}`).toContain(`"server.${name}"`);
    expect(failure, name).toContain(name === "floods-stderr" ? "│ xxxxx" : `│ about to go wrong: ${name}`);
  }
  expect(failureOf(never, finished)).toContain('program "/no/such/program" was not found');
  expect(failureOf("exits-at-once", finished)).toContain("exit 3");
  expect(await remainingOrphans(sandbox)).toEqual([]);
  await expectNothingAfterDestroy(sandbox);
});

it.concurrent.for([never, ...ways])(
  "returns to the revision before when the new one %s, and touches nobody else",
  { timeout: 120_000 },
  async (way, context) => {
    const steady = { steady: [`run: ${lightServer()}`] };
    const good = { ...steady, victim: [`run: ${lightServer("forks")}`, 'env: {VERSION: "1"}', ...impatient] };
    const sandbox = new Sandbox(context).write({ "mcp.stack.yaml": stackOf(good) });
    await sandbox.done(["apply", "--yes"]);
    const before = sandbox.recorded();

    sandbox.write({ "mcp.stack.yaml": stackOf({ ...steady, victim: [run(way), 'env: {VERSION: "2"}', ...impatient] }) });
    const began = performance.now();
    const finished = await sandbox.run(["apply", "--yes"]);
    expect(performance.now() - began).toBeLessThan(bounded);
    expect(finished.code, finished.stdout + finished.stderr).toBe(6);
    expect(finished.stdout).toMatch(/server\.victim +✖ /);

    const after = sandbox.recorded();
    expect(after["steady"]).toBe(before["steady"]);
    expect(describe(after["victim"] ?? 0)?.environment).toContain("VERSION=1");
    const { revision, servers } = await statusOf(sandbox);
    expect([revision, servers.map(({ name, ready }) => [name, ready])]).toEqual([
      3,
      [
        ["steady", true],
        ["victim", true],
      ],
    ]);
    expect(await remainingOrphans(sandbox)).toEqual([]);
    await expectNothingAfterDestroy(sandbox);
  },
);

it.concurrent("keeps a server that works but floods, forks and ignores signals in check", { timeout: 60_000 }, async (context) => {
  const noisy = (name: string) => [`run: ${sharedServer(name)}`, "stop: {grace: 1s}"];
  const sandbox = new Sandbox(context).write({
    "mcp.stack.yaml": stackOf({ floods: noisy("floods"), forks: [`run: ${lightServer("forks")}`], stubborn: noisy("stubborn") }),
  });
  await sandbox.done(["apply", "--yes"]);
  const { servers } = await statusOf(sandbox);
  expect(servers.map(({ ready }) => ready)).toEqual([true, true, true]);
  const began = performance.now();
  await expectNothingAfterDestroy(sandbox);
  expect(performance.now() - began).toBeLessThan(15_000);
});
