import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

const patience = { timeout: 300_000 };
const on = ["-e", "staging"];

it.skipIf(lacksEngine)("applies, changes one thing and one thing only, and leaves nothing behind", patience, async () => {
  const sandbox = new EngineSandbox();
  const { name } = sandbox;
  const stack = (level: string) =>
    composeStack({
      name,
      servers: { one: echo(`env: {LEVEL: "${level}"}`), two: echo(), keeps: echo("data: {path: /data}") },
      edge: "nginx",
    });
  sandbox.write({ "mcp.stack.yaml": stack("info") });

  await sandbox.done(["apply", "--yes", ...on]);
  expect(await sandbox.done(["plan", "--detailed-exitcode", ...on])).toContain("Nothing to do: 4 unchanged.");
  const well = { state: "healthy", ready: true, protocol: "2025-11-25", tools: 3 };
  const status = () => sandbox.json<{ servers: object[] }>(["status", ...on]);
  // A bridge that the machine has no time for does not keep its health check waiting until it knows the tools.
  await expect.poll(status, { timeout: 60_000 }).toMatchObject({ servers: ["keeps", "one", "two"].map((name) => ({ name, ...well })) });
  const self = JSON.parse(await sandbox.done(["call", "one", "self", "{}", ...on])) as { env: Record<string, string> };
  expect(self.env["LEVEL"]).toBe("info");
  expect(await sandbox.done(["tools", ...on])).toMatch(/\d+ tools of 3 servers/);
  expect(await sandbox.done(["logs", "one", ...on])).toContain("one │ mcpc bridge: listening");

  const before = sandbox.containers();
  sandbox.write({ "mcp.stack.yaml": stack("debug") });
  const planned = await sandbox.run(["plan", "--detailed-exitcode", ...on]);
  expect(planned).toMatchObject({ code: 2 });
  expect(planned.stdout).toMatch(/LEVEL +"info" → "debug"/);
  await sandbox.done(["apply", "--yes", ...on]);
  const after = sandbox.containers();
  const ids = new Set(after.map(({ id }) => id));
  expect(before.filter(({ id }) => !ids.has(id)).map(({ address }) => address)).toEqual(["server.one"]);
  expect(after).toHaveLength(before.length);
  expect(await sandbox.done(["call", "one", "self", "{}", ...on])).toContain('"LEVEL":"debug"');
  expect(await sandbox.done(["plan", "--detailed-exitcode", ...on])).toContain("Nothing to do");

  await sandbox.done(["rollback", "--yes", ...on]);
  expect(await sandbox.done(["call", "one", "self", "{}", ...on])).toContain('"LEVEL":"info"');

  await sandbox.done(["destroy", "--yes", ...on]);
  expect(sandbox.containers()).toEqual([]);
  expect(sandbox.networks()).toEqual([]);
  expect(sandbox.volumes()).toEqual([`${name}-staging-keeps-data`]);
  const left = join(sandbox.stateFolder(), "compose");
  expect(existsSync(left) ? readdirSync(left) : []).toEqual([]);
  await sandbox.done(["destroy", "--data", "--yes", ...on]);
  expect(sandbox.volumes()).toEqual([]);
});

it.skipIf(lacksEngine)("stops, starts and restarts what is there", patience, async () => {
  const sandbox = new EngineSandbox();
  sandbox.write({ "mcp.stack.yaml": composeStack({ name: sandbox.name, servers: { one: echo("scale: {replicas: 2}") } }) });
  await sandbox.done(["apply", "--yes", ...on]);
  const before = sandbox.containers();
  expect(before.filter(({ address }) => address === "server.one")).toHaveLength(2);
  await sandbox.done(["stop", "one", ...on]);
  expect(sandbox.of("server.one").map(({ state }) => state)).toEqual(["exited", "exited"]);
  expect((await sandbox.run(["status", ...on])).code).toBe(1);
  await sandbox.done(["start", "one", ...on]);
  await sandbox.done(["restart", ...on]);
  expect(sandbox.containers().map(({ id, state }) => [id, state])).toEqual(before.map(({ id }) => [id, "running"]));
  expect((await sandbox.run(["status", ...on])).code).toBe(0);
});

it.skipIf(lacksEngine)("changes the number of containers in place", patience, async () => {
  const sandbox = new EngineSandbox();
  const stack = (replicas: number) =>
    composeStack({ name: sandbox.name, servers: { one: echo(`scale: {replicas: ${replicas}}`) }, edge: "nginx" });
  sandbox.write({ "mcp.stack.yaml": stack(1) });
  await sandbox.done(["apply", "--yes", ...on]);
  const [first] = sandbox.of("server.one");
  sandbox.write({ "mcp.stack.yaml": stack(3) });
  await sandbox.done(["apply", "--yes", ...on]);
  expect(sandbox.of("server.one")).toHaveLength(3);
  expect(sandbox.of("server.one")).toContainEqual(first);
  sandbox.write({ "mcp.stack.yaml": stack(1) });
  await sandbox.done(["apply", "--yes", ...on]);
  expect(sandbox.of("server.one")).toEqual([first]);
  expect(await sandbox.done(["call", "one", "self", "{}", ...on])).toContain('"env"');
  expect(await sandbox.done(["plan", "--detailed-exitcode", ...on])).toContain("Nothing to do");
});

it.skipIf(lacksEngine)("notes the containers there are, through more of them, other ones and fewer", patience, async () => {
  const sandbox = new EngineSandbox();
  const compose = join(sandbox.stateFolder(), "compose");
  const noted = () =>
    readdirSync(compose).flatMap((service) => JSON.parse(readFileSync(join(compose, service, "containers.json"), "utf8")));
  const present = () => sandbox.containers().map(({ name }) => name);
  const debug = "env: {LEVEL: debug}";
  for (const one of [[], ["scale: {replicas: 3}"], ["scale: {replicas: 3}", debug], [debug], ["env: {LEVEL: info}"]]) {
    sandbox.write({ "mcp.stack.yaml": composeStack({ name: sandbox.name, servers: { one: echo(...one) }, edge: "nginx" }) });
    await sandbox.done(["apply", "--yes", ...on]);
    expect(noted().sort()).toEqual(present());
  }
  // Whatever becomes of the notes, the plan says the same.
  rmSync(join(compose, "one", "containers.json"));
  expect(await sandbox.done(["plan", "--detailed-exitcode", ...on])).toContain("Nothing to do");
});
