import { parseArgs } from "node:util";
import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Argument } from "../command.ts";
import { type Option, type Options, optionName } from "./option.ts";
import { readOptionValue } from "./read-option-value.ts";

export interface ParsedArguments {
  /** By key of the definition; every flag and list is there, other options where given. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The keys that were given. */
  readonly given: ReadonlySet<string>;
  readonly words: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the options and words after (or before) a verb; reports everything that is wrong with them at once. */
export function parseArguments(argv: readonly string[], options: Options): ParsedArguments {
  const keys = new Map(Object.keys(options).map((key) => [optionName(key), key]));
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.entries(options).map(([key, option]) => [optionName(key), nodeOption(option)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const values = new Map<string, unknown>();
  const words: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const key = keys.get(token.name);
    const option = key === undefined ? undefined : options[key];
    if (key === undefined || option === undefined) {
      diagnostics.push(unknownOption(token.rawName, options));
      continue;
    }
    const read = readOptionValue(option, token);
    if ("problem" in read) diagnostics.push(diagnose("MCPC6352", { option: `--${token.name}`, problem: read.problem }));
    else if (option.kind === "list") values.set(key, [...((values.get(key) as string[] | undefined) ?? []), read.value]);
    else values.set(key, read.value);
  }
  return { options: { ...untouched(options), ...Object.fromEntries(values) }, given: new Set(values.keys()), words, diagnostics };
}

/** Checks the words after a verb against what it takes. */
export function checkWords(verb: string, words: readonly string[], wanted: readonly Argument[]): readonly Diagnostic[] {
  const missing = wanted.filter((argument, index) => argument.required === true && words[index] === undefined);
  const diagnostics = missing.map((argument) => diagnose("MCPC6353", { verb, problem: `${argument.name} is missing` }));
  const extra = wanted.at(-1)?.variadic === true ? undefined : words[wanted.length];
  if (extra !== undefined) diagnostics.push(diagnose("MCPC6353", { verb, problem: `"${extra}" is one word too many` }));
  for (const [index, argument] of wanted.entries()) {
    const word = words[index];
    if (word === undefined || argument.choices === undefined || argument.choices.includes(word)) continue;
    const suggestion = nearest(word, argument.choices);
    const close = suggestion === undefined ? "" : `, did you mean "${suggestion}"?`;
    diagnostics.push(
      diagnose("MCPC6353", { verb, problem: `${argument.name} is one of ${argument.choices.join(", ")}, not "${word}"${close}` }),
    );
  }
  return diagnostics;
}

/** What flags and lists are when they are not given. */
function untouched(options: Options): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, { kind }] of Object.entries(options)) {
    if (kind === "flag") values[key] = false;
    if (kind === "list") values[key] = [];
  }
  return values;
}

function nodeOption(option: Option): { type: "boolean" | "string"; short?: string } {
  const type = option.kind === "flag" ? "boolean" : "string";
  return option.short === undefined ? { type } : { type, short: option.short };
}

function unknownOption(rawName: string, options: Options): Diagnostic {
  const names = Object.keys(options).map((key) => `--${optionName(key)}`);
  return diagnose("MCPC6351", { option: rawName, suggestion: nearest(rawName, names) });
}
