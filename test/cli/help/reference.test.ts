import { expect, it } from "vitest";
import { optionName } from "../../../src/cli/arguments/option.ts";
import { verbs } from "../../../src/cli/commands/index.ts";
import { cliReference } from "../../../src/cli/help/reference.ts";

it("describes every command, option, example and exit code", async () => {
  const page = await cliReference();
  for (const { name, load } of verbs) {
    const start = page.indexOf(`\n## ${name}\n`);
    expect(start, name).toBeGreaterThan(0);
    const next = page.indexOf("\n## ", start + 1);
    const section = page.slice(start, next < 0 ? undefined : next);
    const { options, examples } = (await load()).command;
    for (const key of Object.keys(options)) expect(section).toContain(`--${optionName(key)}`);
    for (const { command } of examples) expect(section).toContain(command);
  }
  expect(page).toContain("| 130 | interrupted (Ctrl-C, SIGTERM) |");
});

it("gives the same text twice", async () => {
  expect(await cliReference()).toBe(await cliReference());
});
