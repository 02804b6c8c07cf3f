import type { Option, Options } from "../arguments/option.ts";
import { optionName } from "../arguments/option.ts";
import { parseArguments } from "../arguments/parse-arguments.ts";
import { commonOptions, leadingOptions } from "../arguments/shared-options.ts";
import { splitVerb } from "../arguments/split-verb.ts";
import type { Context } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { type Candidate, namesFor } from "./names-for.ts";

/**
 * Answers a shell: `mcpc __complete WORD... CURRENT` prints what may stand in place of the last word, one `value TAB description` per
 * line. No line means that the shell's own file names will do.
 */
export async function completeWords(words: readonly string[], context: Context): Promise<0> {
  const { before, current, prefix } = openWord(words);
  for (const { value, summary } of await candidates(before, current, context)) {
    const text = prefix + value;
    if (value.startsWith(current)) context.terminal.stdout.write(summary === undefined ? `${text}\n` : `${text}\t${summary}\n`);
  }
  return exitCodes.done;
}

/**
 * The word that is being typed, and those before it. bash breaks `--env=dev` at the sign into three words and wants the value alone; the
 * other shells leave it one word and want all of it back.
 */
function openWord(words: readonly string[]): { readonly before: readonly string[]; readonly current: string; readonly prefix: string } {
  const joined = words.flatMap((word, index) => (word === "=" && words[index - 1]?.startsWith("--") === true ? [] : [word]));
  const current = words.at(-1) === "=" ? "" : (joined.pop() ?? "");
  const [, name, value] = /^(--[\w-]+)=(.*)$/.exec(current) ?? [];
  if (name === undefined || value === undefined) return { before: joined, current, prefix: "" };
  return { before: [...joined, name], current: value, prefix: `${name}=` };
}

async function candidates(before: readonly string[], current: string, context: Context): Promise<readonly Candidate[]> {
  const { verb: name, leading, rest } = splitVerb(before);
  const verb = context.verbs.find((known) => known.name === name);
  const command = verb === undefined ? undefined : (await verb.load()).command;
  const options: Options = command === undefined ? leadingOptions : { ...command.options, ...commonOptions };
  const stack = { ...parseArguments(leading, leadingOptions).options, ...given(rest, options) };

  const open = openOption(before.at(-1), options);
  if (open !== undefined) return valuesOf(open, stack, context);
  if (current.startsWith("-")) return optionCandidates(options);
  if (name === undefined) return context.verbs.map((each) => ({ value: each.name, summary: each.summary }));
  if (command === undefined) return [];

  const index = parseArguments(rest, options).words.length;
  const last = command.arguments.at(-1);
  const argument = command.arguments[index] ?? (last?.variadic === true ? last : undefined);
  if (argument?.choices !== undefined) return argument.choices.map((value) => ({ value }));
  return argument?.completes === undefined ? [] : namesFor(argument.completes, stack, context);
}

/** The option whose value is being typed. */
function openOption(word: string | undefined, options: Options): Option | undefined {
  if (word === undefined) return undefined;
  const found = Object.entries(options).find(
    ([key, { short }]) => word === `--${optionName(key)}` || (short !== undefined && word === `-${short}`),
  );
  return found?.[1].kind === "flag" ? undefined : found?.[1];
}

function valuesOf(
  option: Option,
  stack: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<readonly Candidate[]> | readonly Candidate[] {
  if (option.kind === "choice") return option.choices.map((value) => ({ value }));
  return option.completes === undefined ? [] : namesFor(option.completes, stack, context);
}

function optionCandidates(options: Options): readonly Candidate[] {
  return Object.entries(options).map(([key, { summary }]) => ({ value: `--${optionName(key)}`, summary }));
}

function given(rest: readonly string[], options: Options): Readonly<Record<string, unknown>> {
  const parsed = parseArguments(rest, options);
  return Object.fromEntries(Object.entries(parsed.options).filter(([key]) => parsed.given.has(key)));
}
