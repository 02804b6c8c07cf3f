import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { type Finished, finish } from "../sandbox.ts";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

/** Minutes where nothing else runs; here only so that a hang ends. */
const patience = { timeout: 1_500_000 };
const on = ["-e", "staging"];
const text = ({ stdout, stderr }: Finished) => stdout + stderr;

/** Applies and ends the command line at its so-manieth line; absent when it had fewer. */
async function applyAndStrike(sandbox: EngineSandbox, moment: number): Promise<{ readonly line?: string; readonly finished: Finished }> {
  const apply = sandbox.start(["apply", "--yes", ...on]);
  apply.stdin?.end();
  const finished = finish(apply);
  let seen = 0;
  let line: string | undefined;
  createInterface({ input: apply.stdout as NodeJS.ReadableStream }).on("line", (each) => {
    if (!/^(?:\d\d:\d\d:\d\dZ|Revision )/.test(each) || ++seen !== moment) return;
    line = each;
    apply.kill("SIGKILL");
  });
  const end = await finished;
  return { ...(line !== undefined && { line }), finished: end };
}

/** The next apply has to bring everything to what is wanted, with nothing left over. */
async function expectRecovery(sandbox: EngineSandbox, level: string, line: string | undefined): Promise<void> {
  const again = await sandbox.run(["apply", "--yes", ...on]);
  expect(again, `after "${line}": ${text(again)}`).toMatchObject({ code: 0 });
  const planned = await sandbox.run(["plan", "--detailed-exitcode", ...on]);
  expect(planned, `after "${line}": ${text(planned)}`).toMatchObject({ code: 0 });
  const found = sandbox.containers().map(({ address, state }) => `${address} ${state}`);
  expect(found.sort(), `after "${line}"`).toEqual(["gateway running", "server.keeps running", "server.one running", "server.one running"]);
  for (const server of ["one", "keeps"]) expect(await sandbox.done(["call", server, "self", "{}", ...on])).toContain(`"LEVEL":"${level}"`);
}

function stackOf(sandbox: EngineSandbox, level: string, edge: string): string {
  const env = `env: {LEVEL: ${level}}`;
  return composeStack({
    name: sandbox.name,
    servers: { one: echo(env, "scale: {replicas: 2}"), keeps: echo(env, "data: {path: /data}") },
    edge,
  });
}

it.skipIf(lacksEngine)("converges after SIGKILL at every moment of a first apply", patience, async () => {
  const sandbox = new EngineSandbox();
  sandbox.write({ "mcp.stack.yaml": stackOf(sandbox, "first", "nginx") });
  for (let moment = 1; ; moment++) {
    const { line, finished } = await applyAndStrike(sandbox, moment);
    await expectRecovery(sandbox, "first", line);
    if (line === undefined) {
      expect(finished.code, text(finished)).toBe(0);
      expect(moment).toBeGreaterThan(10);
      break;
    }
    await sandbox.done(["destroy", "--data", "--yes", ...on]);
    expect([...sandbox.containers(), ...sandbox.networks(), ...sandbox.volumes()]).toEqual([]);
  }
});

it.skipIf(lacksEngine)("converges after SIGKILL at every moment of an update", patience, async () => {
  const sandbox = new EngineSandbox();
  sandbox.write({ "mcp.stack.yaml": stackOf(sandbox, "level0", "gateway") });
  await sandbox.done(["apply", "--yes", ...on]);
  for (let moment = 1; ; moment++) {
    const level = `level${moment}`;
    sandbox.write({ "mcp.stack.yaml": stackOf(sandbox, level, "gateway") });
    const { line } = await applyAndStrike(sandbox, moment);
    await expectRecovery(sandbox, level, line);
    if (line === undefined) {
      expect(moment).toBeGreaterThan(8);
      break;
    }
  }
});
