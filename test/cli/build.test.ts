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
