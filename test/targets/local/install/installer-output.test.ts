import { expect, it } from "vitest";
import { installerOutput } from "../../../../targets/local/install/installer-output.ts";

it("keeps the telling end: no colours, prefixes, warnings, log paths or credentials", () => {
  const output = [
    "npm warn deprecated x@1",
    "npm error code EACCES",
    "\u001b[31mnpm error syscall mkdir\u001b[0m",
    "npm error path https://me:secret@example.com/x",
    "npm error",
    "npm error A complete log of this run can be found in: /home/me/.npm/_logs/x.log",
  ].join("\n");
  expect(installerOutput(output)).toBe("EACCES; syscall mkdir; path https://example.com/x");
  expect(installerOutput("x".repeat(1000))).toHaveLength(400);
  expect(installerOutput("\n")).toBe("");
});
