import type { Paint } from "../diagnostics/render/paint.ts";
import type { Command } from "./command.ts";
import { exitCodeTable } from "./exit-codes.ts";
import { type Options, optionUsage } from "./option.ts";
import { overview } from "./overview.ts";
import { commonOptions } from "./shared-options.ts";
import type { Verb } from "./verb.ts";

/** What `mcpc` and `mcpc --help` print. */
export function overviewHelp(verbs: readonly Verb[], paint: Paint): string {
  const groups = [...new Set(verbs.map((verb) => verb.group))].map((group) => {
    const rows = verbs.filter((verb) => verb.group === group).map(({ name, summary }) => [name, summary] as const);
    return `${paint.bold(group)}\n${columns(rows)}`;
  });
  return [
    overview.purpose,
    `${paint.bold("Usage")}\n  ${overview.usage}`,
    ...groups,
    `${paint.bold("Examples")}\n${columns(overview.examples)}`,
    `${paint.bold("Exit codes")}\n${columns(exitCodeTable.map(({ code, meaning }) => [String(code), meaning]))}`,
    "mcpc COMMAND --help shows the options of a command and examples.\n",
  ].join("\n\n");
}

/** What `mcpc VERB --help` prints. */
export function commandHelp(verb: Pick<Verb, "name" | "summary">, command: Command, paint: Paint): string {
  const section = (title: string, rows: readonly (readonly [string, string])[]): readonly string[] =>
    rows.length === 0 ? [] : [`${paint.bold(title)}\n${columns(rows)}`];
  return [
    `${verb.summary}.`,
    `${paint.bold("Usage")}\n  ${usageLine(verb.name, command)}`,
    command.description,
    ...section(
      "Arguments",
      command.arguments.map(({ name, summary, choices }) => [name, summary + (choices === undefined ? "" : `: ${choices.join(", ")}`)]),
    ),
    ...section("Options", optionRows({ ...command.options, ...commonOptions })),
    `${paint.bold("Examples")}\n${command.examples.map((example) => `  ${example.command}\n      ${example.meaning}`).join("\n")}\n`,
  ].join("\n\n");
}

/** `mcpc call SERVER TOOL [ARGUMENTS] [OPTIONS]`. */
export function usageLine(name: string, command: Pick<Command, "arguments">): string {
  const words = command.arguments.map((argument) => {
    const word = argument.variadic === true ? `${argument.name}...` : argument.name;
    return argument.required === true ? word : `[${word}]`;
  });
  return ["mcpc", name, ...words, "[OPTIONS]"].join(" ");
}

export function optionRows(options: Options): readonly (readonly [string, string])[] {
  return Object.entries(options).map(([key, option]) => {
    const choices = option.kind === "choice" ? `: ${option.choices.join(", ")}` : "";
    return [optionUsage(key, option), option.summary + choices];
  });
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
