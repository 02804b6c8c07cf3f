import type { ChildProcess } from "node:child_process";
import { expect, it } from "vitest";
import { lacks } from "../requirement.ts";
import { finish, Sandbox } from "../sandbox.ts";
import { TmuxTerminal } from "../tmux-terminal.ts";
import { sharedServer } from "./stacks.ts";
import { statusOf } from "./status.ts";

const patience = { timeout: 20_000, interval: 50 };

/** `one` stands in the main file, `two` in an included one. */
const main = (word: string) => `apiVersion: mcpc/v1
name: e2e
include: [parts/two.yaml]
servers:
  one:
    run: ${sharedServer("good")}
    env: {WORD: "${word}"}
environments:
  dev: {target: local, options: {port: 0}}
`;
const part = (word: string) => `servers:
  two:
    run: ${sharedServer("good")}
    env: {WORD: "${word}"}
`;
const newSandbox = () => new Sandbox().write({ "mcp.stack.yaml": main("first"), "parts/two.yaml": part("first") });

interface Watched {
  readonly child: ChildProcess;
  /** Waits until so much was said since the last time, and forgets it. */
  until(text: string | RegExp): Promise<string>;
}

function watch(sandbox: Sandbox): Watched {
  const child = sandbox.start(["dev"]);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk));
  return {
    child,
    async until(text) {
      await expect.poll(() => output, patience).toMatch(text);
      const said = output;
      output = "";
      return said;
    },
  };
}

async function pidsOf(sandbox: Sandbox): Promise<Readonly<Record<string, number | null>>> {
  const { servers } = await statusOf(sandbox);
  return Object.fromEntries(servers.map(({ name, pid }) => [name, pid]));
}

it("restarts only what a save changed, in any file of the stack, and survives a broken save", async () => {
  const sandbox = newSandbox();
  const dev = watch(sandbox);
  await dev.until("Watching mcp.stack.yaml and 1 more file. Ctrl-C stops all.");
  const first = await pidsOf(sandbox);

  sandbox.write({ "parts/two.yaml": part("second") });
  const saved = await dev.until(/Revision 2 is stable[\s\S]*Watching/);
  expect(saved).toContain('env.WORD   "first" → "second"   parts/two.yaml:4');
  const second = await pidsOf(sandbox);
  expect(second["one"]).toBe(first["one"]);
  expect(second["two"]).not.toBe(first["two"]);

  sandbox.write({ "mcp.stack.yaml": main("second").replace("servers:", "severs:") });
  const broken = await dev.until("Everything goes on as it was before this save.");
  expect(broken).toContain('did you mean "servers"?');
  expect(await pidsOf(sandbox)).toEqual(second);

  sandbox.write({ "mcp.stack.yaml": `# a remark\n${main("first")}` });
  await dev.until("Saved; nothing to change.");
  sandbox.write({ "mcp.stack.yaml": main("second") });
  await dev.until(/Revision 3 is stable[\s\S]*Watching/);
  const third = await pidsOf(sandbox);
  expect(third["one"]).not.toBe(second["one"]);
  expect(third["two"]).toBe(second["two"]);

  dev.child.kill("SIGINT");
  expect(await finish(dev.child)).toMatchObject({ code: 130 });
  await expect.poll(() => sandbox.processes(), patience).toEqual([]);
});

it("shows a server that dies and its return", async () => {
  const sandbox = newSandbox();
  const dev = watch(sandbox);
  await dev.until("Ctrl-C stops all.");
  const { two } = await pidsOf(sandbox);
  process.kill(two ?? 0, "SIGKILL");
  await dev.until(/two │ mcpc: backoff: ended by SIGKILL[\s\S]*two │ mcpc: healthy/);
  dev.child.kill("SIGTERM");
  expect(await finish(dev.child)).toMatchObject({ code: 130 });
  await expect.poll(() => sandbox.processes(), patience).toEqual([]);
});

it("waits for a stack that is broken from the start to be put right", async () => {
  const sandbox = newSandbox().write({ "mcp.stack.yaml": "name: [" });
  const dev = watch(sandbox);
  await dev.until("MCPC1001");
  sandbox.write({ "mcp.stack.yaml": main("first") });
  await dev.until("Ctrl-C stops all.");
  dev.child.kill("SIGINT");
  expect(await finish(dev.child)).toMatchObject({ code: 130 });
});

it.skipIf(lacks("tmux") !== undefined)("works at a terminal: coloured names, saves, and Ctrl-C from the keyboard", async () => {
  const sandbox = newSandbox();
  const terminal = new TmuxTerminal(sandbox, ["dev"]);
  await terminal.until("Ctrl-C stops all.");
  expect(terminal.colours()).toMatch(/\u001b\[3\dm(one|two)\b/);
  sandbox.write({ "parts/two.yaml": part("second") });
  expect(await terminal.until("Revision 2 is stable.")).toContain('env.WORD   "first" → "second"');
  terminal.press("C-c");
  const screen = await terminal.until("ended with 130");
  expect(screen).toMatch(/Stopping everything; press Ctrl-C again to leave at once\.[\s\S]*Everything is removed\./);
  const commands = sandbox.processes().map(({ command }) => command);
  expect(commands.filter((command) => !/^(tmux|cat)\b/.test(command))).toEqual([]);
});
