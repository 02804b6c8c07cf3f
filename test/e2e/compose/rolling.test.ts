import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { LegacySession } from "./legacy-session.ts";
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

it.skipIf(lacksEngine)("lets a legacy session live on or ends it with 404, and never gives it another one's data", patience, async () => {
  const sandbox = new EngineSandbox();
  const stack = (level: string) => {
    const lines = echo("protocol: legacy", "scale: {replicas: 2, affinity: session}", `env: {LEVEL: ${level}}`).filter(
      (line) => !line.startsWith("stateful"),
    );
    return composeStack({ name: sandbox.name, servers: { one: lines, two: echo() }, edge: "{nginx: {version: 1.30.0}}" });
  };
  sandbox.write({ "mcp.stack.yaml": stack("first") });
  await sandbox.done(["apply", "--yes", ...on]);
  const { servers } = await sandbox.json<{ servers: { name: string; url: string }[] }>(["status", ...on]);
  const url = servers.find(({ name }) => name === "one")?.url ?? "";
  const sessions = await Promise.all(Array.from({ length: 20 }, () => LegacySession.open(url)));
  for (const [index, session] of sessions.entries()) {
    for (let call = 0; call <= index; call++) expect(await session.call("count")).toMatchObject({ status: 200 });
  }
  sandbox.write({ "mcp.stack.yaml": stack("second") });
  await sandbox.done(["apply", "--yes", ...on]);
  const answers = await Promise.all(sessions.map((session) => session.call("count")));
  for (const [index, { status, text }] of answers.entries()) {
    expect(status, text).toBeOneOf([200, 404]);
    if (status === 200) expect(text).toContain(`"text":"${index + 2}"`);
  }
  const anew = await LegacySession.open(url);
  expect((await anew.call("count")).text).toContain('"text":"1"');
});
