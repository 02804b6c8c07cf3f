import { expect, it } from "vitest";
import { verbs } from "../../../src/cli/commands/index.ts";
import { version } from "../../../src/model/version.ts";
import { runCli } from "../run-cli.ts";

it("prints the overview for no command and for --help", async () => {
  const { code, stdout, stderr } = await runCli([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(await runCli(["--help"])).toEqual({ code: 0, stdout, stderr });
  expect(await runCli(["help"])).toEqual({ code: 0, stdout, stderr });
  await expect(stdout).toMatchFileSnapshot("screens/overview.txt");
});

it.each(verbs.map(({ name }) => [name]))("explains %s with an example, the same in three ways", async (name) => {
  const { code, stdout, stderr } = await runCli([name, "--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("\nExamples\n");
  expect(await runCli(["help", name])).toEqual({ code, stdout, stderr });
  expect(await runCli(["-h", name])).toEqual({ code, stdout, stderr });
  await expect(stdout).toMatchFileSnapshot(`screens/${name}.txt`);
});

it("keeps every line of help within the terminal and names no option twice", async () => {
  for (const { name, load } of verbs) {
    const { stdout } = await runCli([name, "--help"]);
    for (const line of stdout.split("\n")) expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(100);
    const shorts = Object.values((await load()).command.options).flatMap(({ short }) => short ?? []);
    expect(new Set(shorts).size, name).toBe(shorts.length);
  }
});

it.each([80, 120])("breaks no sentence of help in a terminal of %i columns but at its edge", async (columns) => {
  for (const { name, load } of verbs) {
    const { stdout } = await runCli([name, "--help"], { columns });
    const { description, examples } = (await load()).command;
    const commands = new Set(examples.map(({ command }) => `  ${command}`));
    for (const line of stdout.split("\n")) {
      expect(line, name).toBe(line.trimEnd());
      if (!commands.has(line)) expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(columns);
    }
    for (const line of description.split("\n")) expect(line, name).toMatch(/[.:]$/);
  }
});

it("prints the version in every way it is asked for", async () => {
  for (const argv of [["--version"], ["-V"], ["version"]])
    expect(await runCli(argv)).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  expect(JSON.parse((await runCli(["version", "--json"])).stdout)).toEqual({ formatVersion: "1.0", version, node: process.versions.node });
});

it("suggests the nearest command", async () => {
  const { code, stdout, stderr } = await runCli(["aply", "-e", "x"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    'error MCPC6350: unknown command "aply"\n  hint: did you mean "mcpc apply"?\n\n1 error · mcpc explain MCPC6350 shows an example\n',
  );
});

it("refuses an unknown option before anything happens, as JSON where that was asked for", async () => {
  const { code, stdout, stderr } = await runCli(["plan", "--enviroment", "x", "--json"]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    formatVersion: "1.0",
    diagnostics: [{ code: "MCPC6351", severity: "error", message: 'unknown option "--enviroment"' }],
  });
});

it("takes shared options before the verb only where the verb has them", async () => {
  const { code, stderr } = await runCli(["-e", "prod", "init"]);
  expect(code).toBe(1);
  expect(stderr).toContain('unknown option "--env"');
});
