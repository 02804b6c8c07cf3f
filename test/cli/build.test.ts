import { expect, it } from "vitest";
import { runCli } from "./run-cli.ts";
import { hostWith, smallStack } from "./stack.ts";

it("writes the files of an environment, and finds them up to date", async () => {
  const host = hostWith(smallStack);
  const { code, stdout } = await runCli(["build"], { host });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^deploy\/dev\/\n/);
  expect(await host.list("/work/deploy")).toEqual(["dev"]);
  expect((await runCli(["build", "--check"], { host })).code).toBe(0);
  expect((await runCli(["build", "--check", "-e", "staging"], { host })).code).toBe(1);
});

it("lists what is stale after a change, and writes nothing while checking", async () => {
  const host = hostWith(smallStack);
  await runCli(["build"], { host });
  const before = host.writes.length;
  const { code, stdout } = await runCli(["build", "--check", "--set", "level=warn", "--json"], { host });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ formatVersion: "1.0", check: true, upToDate: false, directory: "deploy/dev" });
  expect(host.writes.length).toBe(before);
});

it("puts files where it is told to, and writes nothing for a stack with errors", async () => {
  const host = hostWith(smallStack);
  await runCli(["build", "--out", "generated"], { host });
  expect(await host.list("/work/generated/dev")).toContain(".mcpc-manifest.json");

  const broken = hostWith(smallStack.replace("name: small", "nam: small"));
  const { code, stderr } = await runCli(["build"], { host: broken });
  expect(code).toBe(1);
  expect(stderr).toContain('did you mean "name"?');
  expect(broken.writes).toEqual([]);
});

const composed = `${smallStack}  packed: {target: compose}\n`;
const refusing = {
  "docker compose version": { stdout: "2.26.1" },
  "docker compose": { code: 15, stderr: "services must be a mapping\n" },
};

it("has the platform's tools read the files while checking, and tells what they refuse as a diagnostic", async () => {
  const host = hostWith(composed);
  await runCli(["build", "-e", "packed"], { host });
  const good = await runCli(["build", "-e", "packed", "--check"], { host });
  expect([good.code, good.stdout]).toEqual([0, expect.stringContaining("docker is not on this machine")]);

  const other = hostWith(composed, { commands: refusing, files: Object.fromEntries(host.files) });
  const bad = await runCli(["build", "-e", "packed", "--check"], { host: other });
  expect(bad.code).toBe(1);
  expect(bad.stderr).toContain("error MCPC6122: Docker Compose refuses what mcpc writes: services must be a mapping");
  expect(bad.stdout).toContain("✖  docker compose config  compose.yaml  refused");
  const data = await runCli(["build", "-e", "packed", "--check", "--json"], { host: other });
  expect(JSON.parse(data.stdout)).toMatchObject({
    upToDate: true,
    tools: [{ tool: "docker compose config", files: ["compose.yaml"], state: "refused", reason: null }],
    diagnostics: [{ code: "MCPC6122", severity: "error" }],
  });
});

it("writes nothing that a tool refuses", async () => {
  const host = hostWith(composed, { commands: refusing });
  const { code, stderr } = await runCli(["build", "-e", "packed"], { host });
  expect([code, stderr]).toEqual([1, expect.stringContaining("MCPC6122")]);
  expect(host.writes).toEqual([]);
});
