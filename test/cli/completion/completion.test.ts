import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { hostWith, smallStack } from "../stack.ts";

async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runCli(["__complete", ...words], { host: hostWith(smallStack) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.split("\n").filter(Boolean);
}

it.each([
  [["pl"], ["plan\tShow what apply would do"]],
  [["-e", "dev", "histo"], ["history\tList the revisions of an environment"]],
  [["plan", "--js"], ["--json\tprint JSON for programs"]],
  [
    ["plan", "-e", ""],
    ["dev", "staging"],
  ],
  [["plan", "--env", "st"], ["staging"]],
  [["plan", "--env=st"], ["--env=staging"]],
  [
    ["plan", "--env", "="],
    ["dev", "staging"],
  ],
  [["plan", "--env", "=", "st"], ["staging"]],
  [["logs", "--env", "=", "dev", "n"], ["notes\tNotes"]],
  [["logs", "n"], ["notes\tNotes"]],
  [
    ["logs", "notes", ""],
    ["notes\tNotes", "docs", "gateway\tthe front door"],
  ],
  [["logs", "ga"], ["gateway\tthe front door"]],
  [["restart", "ga"], []],
  [["call", ""], ["notes\tNotes"]],
  [["call", "notes", ""], []],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
  [["validate", "--format", "s"], ["sarif"]],
  [
    ["help", "sta"],
    ["status\tShow what runs and how it is", "start\tStart stopped servers and services"],
  ],
  [["apply", "-f", ""], []],
  [["nonsense", ""], []],
])("completes %j", async (words, lines) => {
  expect(await complete(...words)).toEqual(lines);
});

it("fills in words in a real bash", async () => {
  const script = `
    mcpc() { '${process.execPath}' '${resolve("src/cli/main.ts")}' "$@"; }
    source <(mcpc completion bash)
    COMP_WORDS=(mcpc plan --de) COMP_CWORD=2
    _mcpc
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script]);
  expect({ stdout, stderr }).toEqual({ stdout: "--destroy\n--detailed-exitcode\n", stderr: "" });
});

it("stays quiet about a stack that cannot be read", async () => {
  expect(await runCli(["__complete", "logs", ""], { host: hostWith("a: [") })).toEqual({ code: 0, stdout: "", stderr: "" });
});

it("prints a script for each shell, and only for those", async () => {
  for (const shell of ["bash", "zsh", "fish"]) expect((await runCli(["completion", shell])).stdout).toContain("mcpc __complete");
  const { code, stderr } = await runCli(["completion", "bsh"]);
  expect(code).toBe(1);
  expect(stderr).toContain('SHELL is one of bash, zsh, fish, not "bsh", did you mean "bash"?');
});

it("offers no front door where there is none, or where a server has its name", async () => {
  const none = hostWith(smallStack.replace("dev: {target: local}", "dev: {target: compose, edge: none}"));
  expect((await runCli(["__complete", "logs", "-e", "dev", "g"], { host: none })).stdout).toBe("");
  const named = hostWith(smallStack.replace("  notes:\n    description: Notes", "  gateway:\n    description: A server"));
  expect((await runCli(["__complete", "logs", "g"], { host: named })).stdout).toBe("gateway\tA server\n");
});
