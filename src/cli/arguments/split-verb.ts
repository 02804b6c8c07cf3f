import { leadingOptions } from "./shared-options.ts";

/** An invocation cut at its verb. */
export interface Split {
  /** Options before the verb: `-e staging` of `mcpc -e staging plan`. */
  readonly leading: readonly string[];
  readonly verb?: string;
  readonly rest: readonly string[];
}

const takesValue = new Set(
  Object.entries(leadingOptions).flatMap(([name, option]) =>
    option.kind === "flag" ? [] : ["short" in option ? [`-${option.short}`, `--${name}`] : [`--${name}`]].flat(),
  ),
);

/** Finds the verb: the first word that is neither an option nor the value of one. */
export function splitVerb(argv: readonly string[]): Split {
  let index = 0;
  while (index < argv.length) {
    const word = argv[index] ?? "";
    if (!word.startsWith("-") || word === "-") return { leading: argv.slice(0, index), verb: word, rest: argv.slice(index + 1) };
    index += takesValue.has(word) ? 2 : 1;
  }
  return { leading: argv, rest: [] };
}
