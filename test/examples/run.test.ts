import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { Sandbox } from "../e2e/sandbox.ts";
import { freePort } from "../free-port.ts";
import { exampleStacks, examplesFolder } from "./find-examples.ts";
import { readmeCommands, readReadme } from "./readme.ts";

/** Examples that need nothing but npm; those of mistakes start nothing. */
const runnable = exampleStacks().filter(({ example }) => /^0\d-/.test(example));
const environments = runnable.flatMap((stack) => stack.environments.map((environment) => ({ ...stack, environment })));
/** What an example expects of whoever runs it, and ports that nobody else on the machine has. */
async function given(): Promise<Readonly<Record<string, string>>> {
  const [board, dice] = [await freePort(), await freePort()];
  return { BOARD_TOKEN: "a token of the build machine", MCPC_VAR_BOARD_PORT: String(board), MCPC_VAR_DICE_PORT: String(dice) };
}
const patience = 240_000;

interface Status {
  readonly servers: readonly {
    readonly name: string;
    readonly ready: boolean;
    readonly url: string | null;
    readonly tools: number | null;
  }[];
  readonly services: readonly { readonly name: string; readonly ready: boolean }[];
}
interface ServerTest {
  readonly tool: string;
  readonly args?: unknown;
  readonly expect: { readonly text?: string; readonly matches?: string };
}

it.skipIf(!existsSync("dist/mcpc.js")).each(runnable)(
  "every command in the README of $example works, in its order",
  { timeout: patience },
  async ({ example }) => {
    const sandbox = sandboxWith(example);
    const env = await given();
    for (const command of readmeCommands(readReadme(example))) {
      const { code, stdout, stderr } = await sandbox.run(command, { env });
      expect(`${command.join(" ")} → ${code}\n${code === 0 ? "" : stdout + stderr}`).toBe(`${command.join(" ")} → 0\n`);
      expect(stdout).not.toBe("");
    }
  },
);

it.skipIf(!existsSync("dist/mcpc.js")).each(environments)(
  "$example runs in $environment: applied, ready, answering, not to be changed again, and gone",
  { timeout: patience },
  async ({ example, file, environment }) => {
    const sandbox = sandboxWith(example);
    const env = await given();
    const at = ["-f", file, "-e", environment];
    const mcpc = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await sandbox.run(args, { env });
      expect(code, stdout + stderr).toBe(0);
      return stdout;
    };
    await mcpc("apply", ...at, "--yes");

    const status = await sandbox.json<Status>(["status", ...at], { env });
    expect(status.servers.map(({ name, ready }) => [name, ready])).toEqual(serversOf(file).map(([name]) => [name, true]));
    const tools = await sandbox.json<{ servers: { name: string; tools: unknown[] }[] }>(["tools", ...at], { env });
    expect(tools.servers.map((server) => [server.name, server.tools.length])).toEqual(
      status.servers.map((server) => [server.name, server.tools]),
    );

    for (const [name, { tests = [] }] of serversOf(file)) {
      for (const { tool, args = {}, expect: wanted } of tests) {
        const answer = await mcpc("call", ...at, name, tool, JSON.stringify(args));
        if (wanted.text !== undefined) expect(answer).toContain(wanted.text);
        if (wanted.matches !== undefined) expect(answer).toMatch(new RegExp(wanted.matches));
      }
    }
    await mcpc("plan", ...at, "--detailed-exitcode");
    await mcpc("drift", ...at, "--detailed-exitcode");
    await mcpc("destroy", ...at, "--yes");
    expect(sandbox.processes()).toEqual([]);
  },
);

/** A folder in which the example stands where the README says. */
function sandboxWith(example: string): Sandbox {
  const sandbox = new Sandbox();
  cpSync(join(examplesFolder, example), join(sandbox.stack, examplesFolder, example), { recursive: true });
  return sandbox;
}

/** The servers of a stack file in the order of `status`. */
function serversOf(file: string): readonly (readonly [string, { readonly tests?: readonly ServerTest[] }])[] {
  const { servers }: { servers: Record<string, { tests?: ServerTest[] }> } = parse(readFileSync(file, "utf8"));
  return Object.entries(servers).sort(([a], [b]) => (a < b ? -1 : 1));
}
