import { expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import { hostWith, smallStack } from "./stack.ts";

it("explains a code without any stack", async () => {
  const { code, stdout } = await runCli(["explain", "mcpc6350"]);
  expect(code).toBe(0);
  expect(stdout).toBe(`MCPC6350 · error · unknown command

mcpc knows no such verb, and it does not guess: a wrong guess could change an environment.

Wrong
    mcpc aply -e staging

Right
    mcpc apply -e staging
`);
});

it("explains a path through its layers, and an address like its path", async () => {
  const host = hostWith(smallStack);
  const { stdout } = await runCli(["explain", "servers.notes.restart.maxAttempts"], { host });
  expect(stdout).toContain("defaults");
  expect(stdout).toContain("mcp.stack.yaml:8");
  expect(stdout).toContain("servers.notes.restart.maxAttempts = 3\n");
  const json = JSON.parse((await runCli(["explain", "server.notes.restart.maxAttempts", "--json"], { host })).stdout);
  expect(json).toMatchObject({ formatVersion: "1.0", path: "servers.notes.restart.maxAttempts", value: 3 });
});

it("suggests a topic near to a mistyped one", async () => {
  const host = hostWith(smallStack);
  expect((await runCli(["explain", "servers.noets.env"], { host })).stderr).toContain('did you mean "servers.notes"?');
  expect((await runCli(["explain", "MCPC6399"], { host })).code).toBe(1);
  expect((await runCli(["explain", "servers.notes.zzz"], { host })).stderr).toContain("hint: servers.notes has ");
});
