import type { Options } from "../arguments/option.ts";
import { commonOptions } from "../arguments/shared-options.ts";
import type { Command, Verb } from "../command.ts";
import { verbs } from "../commands/index.ts";
import { exitCodeTable } from "../exit-codes.ts";
import { optionRows, usageLine } from "./help.ts";

/** docs/cli.md: every command with its options and examples, and the exit codes. Made from the definitions alone. */
export async function cliReference(): Promise<string> {
  const commands = await Promise.all(verbs.map(async (verb) => ({ verb, command: (await verb.load()).command })));
  return [
    "# The command line",
    "Generated from the commands themselves by `npm run generate`; `mcpc COMMAND --help` shows the same.",
    table(
      ["command", "does"],
      verbs.map(({ name, summary }) => [`[\`${name}\`](#${name})`, `${summary}.`]),
    ),
    "## Exit codes",
    table(
      ["code", "meaning"],
      exitCodeTable.map(({ code, meaning }) => [String(code), meaning]),
    ),
    "## Every command",
    "Options may stand before or after the command. `NO_COLOR` and `FORCE_COLOR` are heeded; on a pipe there are no colours and no cursor movement. With `--json`, standard output holds one JSON document with a `formatVersion`, also when the command fails.",
    optionTable(commonOptions),
    ...commands.map(({ verb, command }) => section(verb, command)),
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}

function section(verb: Verb, command: Command): string {
  const parts = [`## ${verb.name}`, command.description.replaceAll("\n", " "), `\`\`\`\n${usageLine(verb.name, command)}\n\`\`\``];
  if (command.arguments.length > 0) {
    parts.push(
      table(
        ["argument", "is"],
        command.arguments.map(({ name, summary, choices }) => [
          `\`${name}\``,
          choices === undefined ? summary : `${summary}: ${choices.join(", ")}`,
        ]),
      ),
    );
  }
  if (Object.keys(command.options).length > 0) parts.push(optionTable(command.options));
  const examples = command.examples.map(({ command: line, meaning }) => `# ${meaning}\n${line}`).join("\n");
  return [...parts, `\`\`\`sh\n${examples}\n\`\`\``].join("\n\n");
}

function optionTable(options: Options): string {
  return table(
    ["option", "does"],
    optionRows(options).map(([usage, summary]) => [`\`${usage.trim()}\``, summary]),
  );
}

function table(header: readonly [string, string], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), "| --- | --- |", ...rows.map(line)].join("\n");
}
