import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { runCli } from "./run-cli.ts";

it("prints the schema of a stack by default, exactly as it is published", async () => {
  const { code, stdout } = await runCli(["schema"]);
  expect(code).toBe(0);
  expect(stdout).toBe(readFileSync("schemas/mcp.stack.schema.json", "utf8"));
});

it("prints every schema under its name", async () => {
  const names = (await runCli(["schema", "--list"])).stdout.trim().split("\n");
  expect(names.length).toBe(readdirSync("schemas").length);
  expect(names).toContain("plan");
  for (const name of names) expect(JSON.parse((await runCli(["schema", name])).stdout)).toHaveProperty("$schema");
});

it("knows no other", async () => {
  const { code, stderr } = await runCli(["schema", "pln"]);
  expect(code).toBe(1);
  expect(stderr).toContain('did you mean "plan"?');
});
