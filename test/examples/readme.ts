import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { examplesFolder } from "./find-examples.ts";

/** An `mcpc` command in a README: its words after `npx mcpc`, quotes removed as a shell would. */
export type ReadmeCommand = readonly string[];

export function readReadme(example: string): string {
  return readFileSync(join(examplesFolder, example, "README.md"), "utf8");
}

/** Commands of the `sh` blocks, and those after `$` in `console` blocks. */
export function readmeCommands(readme: string): readonly ReadmeCommand[] {
  const blocks = [...readme.matchAll(/^```(?:sh|console)\n(.*?)^```$/gms)].map((match) => match[1] ?? "");
  const lines = blocks.flatMap((block) => block.split("\n")).map((line) => line.replace(/^\$ /, ""));
  return lines.filter((line) => line.startsWith("npx mcpc ")).map((line) => shellWords(line).slice(2));
}

/** What a `console` block shows after `$ COMMAND`. */
export function shownOutput(readme: string, command: string): string | undefined {
  const start = readme.indexOf(`\`\`\`console\n$ ${command}\n`);
  if (start < 0) return undefined;
  const from = readme.indexOf("\n", start + 11) + 1;
  return readme.slice(from, readme.indexOf("\n```", from) + 1);
}

/** Puts the present output into the README, when golden files are recorded. */
export function recordOutput(example: string, command: string, output: string): void {
  const readme = readReadme(example);
  const shown = shownOutput(readme, command);
  if (shown === undefined) return;
  const at = readme.indexOf(shown, readme.indexOf(`$ ${command}`));
  writeFileSync(join(examplesFolder, example, "README.md"), readme.slice(0, at) + output + readme.slice(at + shown.length));
}

/** Splits a command line at spaces outside single or double quotes. */
function shellWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"));
}
