import { expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import { hostWith, smallStack } from "./stack.ts";

const broken = smallStack.replace("description: Notes", "descripton: Notes");

it("says what is valid, and what to type next", async () => {
  expect(await runCli(["validate", "-e", "staging"], { host: hostWith(smallStack) })).toEqual({
    code: 0,
    stdout: "✔ mcp.stack.yaml is valid for staging (local): 1 server, 1 service, 1 secret.   mcpc plan -e staging\n",
    stderr: "",
  });
});

it("shows the mistake at its token and exits 1", async () => {
  const { code, stdout, stderr } = await runCli(["validate"], { host: hostWith(broken) });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toContain("mcp.stack.yaml:11:5 - error MCPC2");
  expect(stdout).toContain('did you mean "description"?');
});

it("prints one JSON document, valid or not", async () => {
  const good = JSON.parse((await runCli(["validate", "--json"], { host: hostWith(smallStack) })).stdout);
  expect(good).toMatchObject({ formatVersion: "1.0", valid: true, environment: "dev", target: "local", diagnostics: [] });
  const bad = JSON.parse((await runCli(["validate", "--format", "json"], { host: hostWith(broken) })).stdout);
  expect(bad).toMatchObject({
    formatVersion: "1.0",
    valid: false,
    diagnostics: [{ severity: "error", range: { file: "mcp.stack.yaml" } }],
  });
});

it("annotates for GitHub and writes SARIF", async () => {
  expect((await runCli(["validate", "--format", "github"], { host: hostWith(broken) })).stdout).toMatch(
    /^::error file=mcp\.stack\.yaml,line=11,/,
  );
  const sarif = JSON.parse((await runCli(["validate", "--format=sarif"], { host: hostWith(broken) })).stdout);
  expect(sarif).toMatchObject({ version: "2.1.0", runs: [{ results: [{ level: "error" }] }] });
});

it("finds the stack by file and by folder, before and after the verb", async () => {
  const host = hostWith("broken: [", { files: { "/work/other/mcp.stack.yaml": smallStack } });
  for (const argv of [
    ["validate", "-f", "other"],
    ["-f", "other/mcp.stack.yaml", "validate"],
    ["--file=/work/other", "validate"],
  ]) {
    expect((await runCli(argv, { host })).code, argv.join(" ")).toBe(0);
  }
});

it("suggests a command that finds the same stack", async () => {
  const host = hostWith("broken: [", { files: { "/work/my stacks/a/mcp.stack.yaml": smallStack } });
  const { stdout } = await runCli(["validate", "-f", "my stacks/a"], { host });
  expect(stdout).toContain("mcpc -f 'my stacks/a' plan -e dev\n");
});

it("says that there is no stack file", async () => {
  const { code, stdout } = await runCli(["validate", "-f", "nowhere"], { host: hostWith(smallStack) });
  expect(code).toBe(1);
  expect(stdout).toContain("error MCPC1");
});

it("needs a value on both sides of --set", async () => {
  const { code, stderr } = await runCli(["validate", "--set", "level"], { host: hostWith(smallStack) });
  expect(code).toBe(1);
  expect(stderr).toContain('error MCPC6365: "level" is not a setting: --set needs KEY=VALUE');
  expect((await runCli(["validate", "--set", "level=a=b"], { host: hostWith(smallStack) })).code).toBe(0);
});

it("writes nothing", async () => {
  const host = hostWith(smallStack);
  await runCli(["validate"], { host });
  expect(host.writes).toEqual([]);
});
