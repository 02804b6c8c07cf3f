import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { checkWords, parseArguments } from "../../src/cli/arguments/parse-arguments.ts";
import { verbs } from "../../src/cli/commands/index.ts";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { compileExample, printedDiagnostics } from "./compile-example.ts";
import { exampleNames, exampleStacks, examplesFolder } from "./find-examples.ts";
import { expectGolden, expectOnlyGolden, recording } from "./golden.ts";
import { readmeCommands, readReadme, recordOutput, shownOutput } from "./readme.ts";

const stacks = exampleStacks();
const compilations = stacks.flatMap((stack) => stack.environments.map((environment) => ({ ...stack, environment })));
const mistakes = stacks.filter(({ variant, example }) => variant === "mcp" && stacks.some((other) => isFix(other, example)));

it.each(compilations)("$file compiles for $environment to what was recorded", async ({ example, file, variant, environment }) => {
  const compilation = await compileExample(file, environment);
  const printed = printedDiagnostics(compilation);
  const artifacts = compilation.artifacts.map(({ path, content }) => [`deploy/${path}`, content]);
  // An empty report is a file too: so that a stack without artifacts has something to compare with.
  expectGolden(goldenFolder(example, variant, environment), { ...Object.fromEntries(artifacts), "diagnostics.txt": printed });
  expect(artifacts.map(([, content]) => content).join("\n")).not.toContain(process.cwd());
});

it.each(compilations)("$file gives the same bytes for $environment a second time", async ({ file, environment }) => {
  const [first, second] = [await compileExample(file, environment), await compileExample(file, environment)];
  expect(second.artifacts).toEqual(first.artifacts);
  expect([second.inputDigest, second.artifactDigest]).toEqual([first.inputDigest, first.artifactDigest]);
});

it("keeps no golden file of an example that is gone", () => {
  expectOnlyGolden(compilations.map(({ example, variant, environment }) => goldenFolder(example, variant, environment)));
});

it.each(mistakes)(
  "$example shows in its README what validate prints, and its fix is without a finding",
  async ({ example, file, environments }) => {
    const [environment = ""] = environments;
    const command = `npx mcpc validate -f ${file}`;
    const printed = printedDiagnostics(await compileExample(file, environment));
    expect(printed).not.toBe("");
    if (recording) recordOutput(example, command, printed);
    expect(shownOutput(readReadme(example), command)).toBe(printed);

    const fix = stacks.find((other) => isFix(other, example));
    expect(fix).toBeDefined();
    const fixed = await compileExample(fix?.file ?? "", environment);
    expect(printedDiagnostics(fixed)).toBe("");
  },
);

it.each(stacks.filter((stack) => !mistakes.includes(stack)))("$file has no error in any environment", async ({ file, environments }) => {
  for (const environment of environments) expect(hasErrors((await compileExample(file, environment)).diagnostics)).toBe(false);
});

it.each(stacks)("$file tells editors its schema", ({ file }) => {
  const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, "utf8"))?.[1];
  expect(schema).toBeDefined();
  expect(existsSync(join(dirname(file), schema ?? ""))).toBe(true);
});

it.each(exampleNames())("%s has a README whose commands exist", async (example) => {
  const commands = readmeCommands(readReadme(example));
  expect(commands.length).toBeGreaterThan(0);
  for (const [verb = "", ...rest] of commands) {
    const { command } = (await verbs.find(({ name }) => name === verb)?.load()) ?? {};
    if (command === undefined) throw new Error(`there is no verb "${verb}"`);
    const { diagnostics, words, options } = parseArguments(rest, command.options);
    expect([...diagnostics, ...checkWords(verb, words, command.arguments)]).toEqual([]);
    expectStack(example, options);
  }
});

/** The file and the environment that a command names are there. */
function expectStack(example: string, options: Readonly<Record<string, unknown>>): void {
  const { file, env } = options;
  if (file === undefined) return;
  const named = stacks.find((stack) => stack.file === file || `${examplesFolder}/${stack.example}` === file);
  expect(named?.example).toBe(example);
  if (env !== undefined) expect(named?.environments).toContain(env);
}

function goldenFolder(example: string, variant: string, environment: string): string {
  return `${example}/${variant === "mcp" ? environment : `${variant}.${environment}`}`;
}

function isFix({ example, variant }: { readonly example: string; readonly variant: string }, of: string): boolean {
  return example === of && variant === "fixed";
}
