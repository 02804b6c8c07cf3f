import { expect, it } from "vitest";
import { lacks } from "../requirement.ts";
import { Sandbox } from "../sandbox.ts";
import { TmuxTerminal } from "../tmux-terminal.ts";
import { sharedServer, stackOf } from "./stacks.ts";
import { readyServers } from "./status.ts";

const base = `run: ${sharedServer("good")}`;
/** The second takes seconds to come up, so that there is something to watch and to interrupt. */
const slow = (wait: string) =>
  stackOf({ base: [base], slow: [`run: ${sharedServer("slow-start")}`, "needs: {base: healthy}", `env: {WAIT: "${wait}"}`] });
const newSandbox = (wait = "300") => new Sandbox().write({ "mcp.stack.yaml": slow(wait) });

const atTerminal = it.skipIf(lacks("tmux") !== undefined);

atTerminal("asks, applies on yes, and leaves a screen of 80 columns without torn lines", async () => {
  const sandbox = newSandbox();
  const terminal = new TmuxTerminal(sandbox, ["apply"]);
  await terminal.until(/Apply these changes\? \[y\/N\]$/);
  terminal.press("y", "Enter");
  const screen = (await terminal.until("ended with 0"))
    .replace(/\d+\.\d s/g, "0.0 s")
    .replace(/:\d{4,5}\//g, ":7420/")
    .replace(/ +$/gm, "");
  expect(screen).toMatchInlineSnapshot(`
    "e2e · dev · local

    To reach mcp.stack.yaml
      + gateway       create
      + server.base   create   mcp.stack.yaml:4
      + server.slow   create   mcp.stack.yaml:6

    3 to create.

    Apply these changes? [y/N] y
      ✔ gateway       supervisor started 0.0 s
      ✔ server.base   ready 0.0 s                   2025-11-25, 2 tools
      ✔ server.slow   ready 0.0 s                   2025-11-25, 2 tools

    Revision 1 is stable. 3 operations in 0.0 s.
      http://127.0.0.1:7420/mcp        all 2 servers
      http://127.0.0.1:7420/base/mcp   base
      http://127.0.0.1:7420/slow/mcp   slow
    ended with 0"
  `);
  expect(await readyServers(sandbox)).toEqual(["base", "slow"]);
});

atTerminal("takes anything but yes for no", async () => {
  const sandbox = newSandbox();
  const terminal = new TmuxTerminal(sandbox, ["apply"]);
  await terminal.until("[y/N]");
  terminal.press("Enter");
  expect(await terminal.until("ended with 1")).toContain("Nothing was changed.");
  expect(await sandbox.json(["status"])).toMatchObject({ revision: 0, servers: [] });
});

atTerminal("ends with 130 on Ctrl-C at the question, and nothing was changed", async () => {
  const sandbox = newSandbox();
  const terminal = new TmuxTerminal(sandbox, ["apply"]);
  await terminal.until("[y/N]");
  terminal.press("C-c");
  await terminal.until("ended with 130");
  expect(await sandbox.json(["status"])).toMatchObject({ revision: 0, servers: [] });
});

atTerminal("redraws for another width, comes to an orderly end on Ctrl-C, and the next apply converges", async () => {
  const sandbox = newSandbox("6000");
  const terminal = new TmuxTerminal(sandbox, ["apply", "--yes"]);
  await terminal.until(/server\.slow .*waiting until it is ready … [1-9] s/);
  terminal.resize(48);
  await terminal.until(/server\.slow .*… [2-9] s/);
  terminal.resize(80);
  const before = await terminal.until(/server\.slow .*… [3-9] s/);
  expect(before.match(/server\.slow/g)).toHaveLength(2);
  terminal.press("C-c");
  expect(await terminal.until("ended with 130")).toMatch(/Interrupted after \d operations/);
  sandbox.write({ "mcp.stack.yaml": slow("0") });
  expect(await sandbox.run(["apply", "--yes"])).toMatchObject({ code: 0 });
  expect(await readyServers(sandbox)).toEqual(["base", "slow"]);
});
