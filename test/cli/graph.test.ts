import { expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import { hostWith, smallStack } from "./stack.ts";

it("draws the stack of an environment, in the format asked for", async () => {
  const host = hostWith(smallStack);
  const text = await runCli(["graph"], { host });
  expect([text.code, text.stdout]).toEqual([0, expect.stringContaining("server.notes")]);
  expect((await runCli(["graph", "--format", "mermaid"], { host })).stdout).toMatch(/^flowchart LR\n/);
  expect((await runCli(["graph", "--format", "dot"], { host })).stdout).toMatch(/^digraph /);
  const json = await runCli(["graph", "--json"], { host });
  expect(JSON.parse(json.stdout)).toMatchObject({ formatVersion: "1.0" });
  expect((await runCli(["graph", "--format", "json"], { host })).stdout).toBe(json.stdout);
  expect(host.writes).toEqual([]);
});

it("says that there is no such format", async () => {
  const { code, stderr } = await runCli(["graph", "--format", "svg"], { host: hostWith(smallStack) });
  expect(code).toBe(1);
  expect(stderr).toContain("mermaid");
});
