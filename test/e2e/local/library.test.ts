import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import {
  apply,
  type Compilation,
  compile,
  createNodeHost,
  diff,
  drift,
  hasErrors,
  history,
  plan,
  planRollback,
  recordedEnvironment,
  renderText,
} from "../../../src/index.ts";

const server = JSON.stringify(resolve("test/cli/fixtures/say.mjs"));
const stack = (name: string, more = "") => `apiVersion: mcpc/v1
name: library
servers:
  one:
    run: {command: [node, ${server}]}
    env: {NAME: ${name}}
environments:
  dev: {target: local, options: {port: 0}${more}}
`;

/** A folder with a stack, and a host that keeps state and caches in it. Whatever was started is stopped when the test ends. */
function workspace() {
  const folder = mkdtempSync(join(tmpdir(), "mcpc-library-"));
  const env = { PATH: process.env.PATH ?? "", HOME: folder, XDG_STATE_HOME: join(folder, "state"), XDG_CACHE_HOME: join(folder, "cache") };
  const host = createNodeHost({ cwd: folder, env });
  const write = async (text: string): Promise<Compilation> => {
    writeFileSync(join(folder, "mcp.stack.yaml"), text);
    return compile({ host, environment: "dev" });
  };
  onTestFinished(async () => {
    const gone = await apply(await plan(await write(stack("last")), { mode: "destroy", destroyData: true, host }), { host });
    expect(["applied", "no-change"]).toContain(gone.outcome);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return { folder, env, host, write };
}

it("compiles, plans, applies, tells the history, finds drift, and goes back", async () => {
  const { host, write } = workspace();
  const first = await write(stack("first"));
  expect(hasErrors(first.diagnostics)).toBe(false);
  const kinds: string[] = [];
  const applied = await apply(await plan(first, { host }), { host, onEvent: ({ kind }) => kinds.push(kind) });
  expect(applied).toMatchObject({ outcome: "applied", revision: 1, stable: true });
  expect(kinds).toContain("ready");
  expect((await plan(first, { host })).operations).toEqual([]);

  const second = await write(stack("second"));
  const proposed = await plan(second, { host });
  expect(proposed.changes.filter(({ action }) => action !== "no-op")).toMatchObject([
    { address: "server.one", action: "update", diff: [{ path: "env.NAME", before: "first", after: "second" }] },
  ]);
  expect(await diff(proposed, { host })).toMatchObject([{ before: { env: { NAME: "first" } }, after: { env: { NAME: "second" } } }]);
  expect(await apply(proposed, { host })).toMatchObject({ outcome: "applied", revision: 2 });

  await second.target?.live?.control("stop", ["server.one"], second.scope as NonNullable<typeof second.scope>, host);
  expect(await drift(second, { host })).toMatchObject([{ address: "server.one", reasonCode: "not-running" }]);

  const back = await planRollback(second, { host });
  expect(back).toMatchObject({ mode: "rollback", of: 1 });
  expect(await apply(back, { host })).toMatchObject({ outcome: "applied", revision: 3 });
  expect((await history(second, { host })).map(({ revision, mode, stable }) => [revision, mode, stable])).toEqual([
    [3, "rollback", true],
    [2, "apply", true],
    [1, "apply", true],
  ]);
});

it("leaves to a rollback what the environment ignores", async () => {
  const { host, write } = workspace();
  const ignoring = ", ignore: [/server.one/env/NAME]";
  await apply(await plan(await write(stack("first", ignoring)), { host }), { host });
  await apply(await plan(await write(stack("second", ignoring)), { host }), { host });
  const proposed = await planRollback(await write(stack("second", ignoring)), { host });
  expect(proposed.request?.ignore).toEqual(["/server.one/env/NAME"]);
});

it("finds an environment by its records while its file is broken", async () => {
  const { host, write } = workspace();
  await apply(await plan(await write(stack("first")), { host }), { host });
  const broken = await write(stack("first").replace("first}", "first"));
  expect(renderText(broken.diagnostics, broken.sources)).toContain("MCPC1001");
  const recorded = await recordedEnvironment(broken, { host });
  if (recorded === undefined) throw new Error("nothing was found");
  expect(recorded).toMatchObject({ scope: { stack: "library", environment: "dev", target: "local" }, recorded: { revision: 1 } });
  expect(await drift(recorded, { host })).toEqual([]);
  await expect(plan(recorded, { host })).rejects.toMatchObject({ diagnostics: [{ code: "MCPC1001" }] });
  const gone = await apply(await plan(recorded, { mode: "destroy", host }), { host });
  expect(gone).toMatchObject({ outcome: "applied", revision: 2 });
  expect(await recordedEnvironment(await write(stack("first")), { host })).toBeUndefined();
});

it("runs as docs/library.md shows it", async () => {
  const { folder, env, write } = workspace();
  await write(`${stack("first")}variables:\n  domain: {type: string, default: here}\n`);
  const [, program = ""] = /```ts\n([\s\S]*?)```/.exec(readFileSync("docs/library.md", "utf8")) ?? [];
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("."), join(folder, "node_modules/mcpc"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(join(folder, "program.ts"), program);
  const run = () =>
    execFileSync(process.execPath, ["program.ts"], { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  expect(run().split("\n").at(-2)).toBe("applied 1");
  expect(run().split("\n").at(-2)).toBe("no-change 1");
});
