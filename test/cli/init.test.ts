import { expect, it } from "vitest";
import { createMemoryHost } from "../../src/host/memory-host.ts";
import { runCli } from "./run-cli.ts";

it("writes a stack file named after the folder and says what to type next", async () => {
  const host = createMemoryHost({ cwd: "/work/My Tools" });
  const { code, stdout, stderr } = await runCli(["init"], { host });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(host.text("/work/My Tools/mcp.stack.yaml")).toContain("\nname: my-tools\n");
  expect(stdout).toBe(
    'Wrote mcp.stack.yaml: three servers from npm, pinned.\n\n  mcpc apply\n  mcpc call everything echo \'{"message": "hello"}\'\n',
  );
});

it("never overwrites a file", async () => {
  const host = createMemoryHost({ cwd: "/work", files: { "/work/mcp.stack.yaml": "mine" } });
  const { code, stderr } = await runCli(["init"], { host });
  expect(code).toBe(1);
  expect(stderr).toContain('error MCPC6359: "mcp.stack.yaml" exists already and is left as it is');
  expect(host.text("/work/mcp.stack.yaml")).toBe("mine");
});

it("makes the folder and takes a name", async () => {
  const host = createMemoryHost({ cwd: "/work" });
  const { stdout } = await runCli(["init", "a/b", "--name", "team", "--json"], { host });
  expect(JSON.parse(stdout)).toEqual({ formatVersion: "1.0", file: "a/b/mcp.stack.yaml" });
  expect(host.text("/work/a/b/mcp.stack.yaml")).toContain("\nname: team\n");
});
