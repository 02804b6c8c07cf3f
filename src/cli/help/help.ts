import { wrap } from "../../diagnostics/render/wrap.ts";
import type { ViewOptions } from "../../views/view-options.ts";
import { type Options, optionUsage } from "../arguments/option.ts";
import { commonOptions } from "../arguments/shared-options.ts";
import type { Command, Verb } from "../command.ts";
import { exitCodeTable } from "../exit-codes.ts";
import { overview } from "./overview.ts";

/** Longer lines are hard to read, however wide the terminal is. */
const widest = 100;

/** What `mcpc` and `mcpc --help` print. */
export function overviewHelp(verbs: readonly Verb[], look: ViewOptions): string {
  const { paint } = look;
  const width = Math.min(look.width, widest);
  const groups = [...new Set(verbs.map((verb) => verb.group))].map((group) => {
    const rows = verbs.filter((verb) => verb.group === group).map(({ name, summary }) => [name, summary] as const);
    return `${paint.bold(group)}\n${columns(rows, width)}`;
  });
  return [
    overview.purpose,
    `${paint.bold("Usage")}\n  ${overview.usage}`,
    ...groups,
    `${paint.bold("Examples")}\n${columns(overview.examples, width)}`,
    `${paint.bold("Exit codes")}\n${columns(
      exitCodeTable.map(({ code, meaning }) => [String(code), meaning]),
      width,
    )}`,
    "mcpc COMMAND --help shows the options of a command and examples.\n",
  ].join("\n\n");
}

/** What `mcpc VERB --help` prints. */
export function commandHelp(verb: Pick<Verb, "name" | "summary">, command: Command, look: ViewOptions): string {
  const { paint } = look;
  const width = Math.min(look.width, widest);
  const section = (title: string, rows: readonly (readonly [string, string])[]): readonly string[] =>
    rows.length === 0 ? [] : [`${paint.bold(title)}\n${columns(rows, width)}`];
  return [
    `${verb.summary}.`,
    `${paint.bold("Usage")}\n  ${usageLine(verb.name, command)}`,
    command.description
      .split("\n")
      .flatMap((line) => wrap(line, width))
      .join("\n"),
    ...section(
      "Arguments",
      command.arguments.map(({ name, summary, choices }) => [name, summary + (choices === undefined ? "" : `: ${choices.join(", ")}`)]),
    ),
    ...section("Options", optionRows({ ...command.options, ...commonOptions })),
    `${paint.bold("Examples")}\n${command.examples.map((example) => `  ${example.command}\n      ${example.meaning}`).join("\n")}\n`,
  ].join("\n\n");
}

/** `mcpc call SERVER TOOL [ARGUMENTS] [OPTIONS]`, `mcpc bridge [OPTIONS] -- COMMAND...`. */
export function usageLine(name: string, command: Pick<Command, "arguments">): string {
  const words = (behind: boolean) =>
    command.arguments
      .filter(({ behindDashes = false }) => behindDashes === behind)
      .map(({ name: word, variadic = false, required = false }) => {
        const shown = variadic ? `${word}...` : word;
        return required || behind ? shown : `[${shown}]`;
      });
  const last = words(true);
  return ["mcpc", name, ...words(false), "[OPTIONS]", ...(last.length === 0 ? [] : ["--", ...last])].join(" ");
}

export function optionRows(options: Options): readonly (readonly [string, string])[] {
  return Object.entries(options).map(([key, option]) => {
    const choices = option.kind === "choice" ? `: ${option.choices.join(", ")}` : "";
    return [optionUsage(key, option), option.summary + choices];
  });
}

/** Two columns; what has no room on the right goes on below itself. */
function columns(rows: readonly (readonly [string, string])[], width: number): string {
  const left = Math.max(...rows.map(([name]) => name.length));
  const indent = " ".repeat(left + 4);
  return rows.map(([name, text]) => `  ${name.padEnd(left)}  ${wrap(text, Math.max(24, width - left - 4)).join(`\n${indent}`)}`).join("\n");
}
