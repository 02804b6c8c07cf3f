import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type Finished, Sandbox } from "../sandbox.ts";
import { hostileStacks } from "./hostile-stacks.ts";
import { ownServer, stackOf } from "./stacks.ts";

const good = stackOf({ a: [`run: ${ownServer("answers")}`] });
const tooLong = 20_000;

/** Everything below a folder, with its content and the time it was written. */
function contentBelow(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${statSync(path).mtimeMs}\n${readFileSync(path, "utf8")}`)
    .sort();
}

/** Words of its own, in bounded amount, at a place of a file; nothing of how it is built. */
function expectDiagnostics({ code, stdout, stderr }: Finished, expected: string): void {
  const text = stdout + stderr;
  expect([code, /MCPC\d{4}/.exec(text)?.[0]]).toEqual([1, expect.stringMatching(new RegExp(`^${expected}`))]);
  expect(text).not.toMatch(/MCPC6366|^ +at .+[:(]|node:internal|undefined|\[object/m);
  expect([...text].filter((character) => character < " " && character !== "\n")).toEqual([]);
  expect(text.length).toBeLessThan(20_000);
}

it.concurrent.for(Object.entries(hostileStacks))(
  "refuses %s with a diagnostic",
  { timeout: 60_000 },
  async ([, [content, code]], context) => {
    const sandbox = new Sandbox(context).write({ "mcp.stack.yaml": good });
    await sandbox.done(["build"]);
    const built = contentBelow(join(sandbox.stack, "deploy"));
    sandbox.write({ "mcp.stack.yaml": content });
    const began = performance.now();
    const [validated, refused, planned] = await Promise.all([
      sandbox.run(["validate"]),
      sandbox.run(["build"]),
      sandbox.json<{ diagnostics: { code: string }[] }>(["apply", "--yes"]),
    ]);
    expect(performance.now() - began).toBeLessThan(tooLong);
    expectDiagnostics(validated, code);
    expectDiagnostics(refused, code);
    expect(refused.stdout).toBe("");
    expect(planned.diagnostics[0]?.code).toMatch(new RegExp(`^${code}`));
    expect(contentBelow(join(sandbox.stack, "deploy"))).toEqual(built);
    expect(sandbox.processes()).toEqual([]);
  },
);

it.each([
  [["validate", "-f", "/dev/zero"], "MCPC1022"],
  [["validate", "-f", "/dev/null"], "MCPC1005"],
  [["validate", "-f", "nowhere"], "MCPC1020"],
  [["validate", "-e", "__proto__"], "MCPC3"],
  [["validate", "--set", "servers.__proto__.x=1"], "MCPC3114"],
  [["validate", "--set", "servers.a.run={command: ["], "MCPC1"],
  [["apply", "/dev/zero", "--yes"], "MCPC6"],
  [["apply", "mcp.stack.yaml", "--yes"], "MCPC6"],
  [["explain", "\u001b[31mred"], "MCPC6"],
  [["call", "a", "b", "{not json"], "MCPC6"],
  [["\u001b]0;title\u0007"], "MCPC6"],
  [["--constructor"], "MCPC6"],
] as const)("refuses the arguments %j", async (args, code) => {
  const sandbox = new Sandbox().write({ "mcp.stack.yaml": good });
  expectDiagnostics(await sandbox.run(args), code);
});
