import { join } from "node:path";
import { expect, it } from "vitest";
import { EngineSandbox, lacksEngine } from "./engine-sandbox.ts";
import { composeStack, echo } from "./stacks.ts";

const patience = { timeout: 600_000 };
const on = ["-e", "staging"];

it.skipIf(lacksEngine)("keeps two people apart who apply at the same moment, and leaves nothing half done", patience, async () => {
  const sandbox = new EngineSandbox();
  const people = ["me", "you"].map((name) => ({ env: { XDG_STATE_HOME: join(sandbox.folder, name) } }));
  const stack = (level: string) => {
    const env = `env: {LEVEL: ${level}}`;
    return composeStack({
      name: sandbox.name,
      servers: { one: echo(env, "scale: {replicas: 2}"), keeps: echo(env, "data: {path: /data}") },
      edge: "nginx",
    });
  };
  for (const level of ["first", "second"]) {
    sandbox.write({ "mcp.stack.yaml": stack(level) });
    const both = await Promise.all(people.map((person) => sandbox.run(["apply", "--yes", ...on], person)));
    for (const { code, stdout, stderr } of both) {
      const told = stdout + stderr;
      expect(told).not.toMatch(/MCPC6366|^ {4}at /m);
      // Where they meet decides what the one who stops is told: a finding with its hint, never an engine's bare words.
      if (code !== 0) expect(told, level).toMatch(/✖ .*\n[\s\S]*hint: |error MCPC6\d{3}|returned to revision/);
    }

    // Whoever asks last gets what is wanted, whole and once.
    const [me] = people;
    await sandbox.done(["apply", "--yes", ...on], me);
    expect(await sandbox.done(["plan", "--detailed-exitcode", ...on], me)).toContain("Nothing to do");
    const found = sandbox.containers().map(({ address, state }) => `${address} ${state}`);
    expect(found.sort()).toEqual(["gateway running", "server.keeps running", "server.one running", "server.one running"]);
    for (const server of ["one", "keeps"])
      expect(await sandbox.done(["call", server, "self", "{}", ...on], me)).toContain(`"LEVEL":"${level}"`);
  }
  await sandbox.done(["destroy", "--data", "--yes", ...on], people[0]);
  expect([...sandbox.containers(), ...sandbox.networks(), ...sandbox.volumes()]).toEqual([]);
});
