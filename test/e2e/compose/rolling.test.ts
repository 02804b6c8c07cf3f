import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";
import { SteadyCalls } from "./steady-calls.ts";

const patience = { timeout: 300_000 };
const on = ["-e", "staging"];

it.skipIf(lacksEngine).for(["nginx", "gateway"])("replaces a replicated server behind %s without a failed call", patience, async (edge) => {
  const sandbox = new EngineSandbox();
  const stack = (level: string) =>
    composeStack({ name: sandbox.name, servers: { one: echo("scale: {replicas: 3}", `env: {LEVEL: ${level}}`) }, edge });
  sandbox.write({ "mcp.stack.yaml": stack("first") });
  await sandbox.done(["apply", "--yes", ...on]);
  const { servers } = await sandbox.json<{ servers: { url: string }[] }>(["status", ...on]);
  const calls = new SteadyCalls(servers[0]?.url ?? "", 200);
  try {
    for (const level of ["second", "third"]) {
      sandbox.write({ "mcp.stack.yaml": stack(level) });
      await sandbox.done(["apply", "--yes", ...on]);
    }
  } finally {
    const { good, bad, answers } = await calls.stop();
    expect(bad).toEqual({});
    expect(good).toBeGreaterThan(500);
    expect(Object.keys(answers)).toEqual(["first", "second", "third"]);
  }
});
