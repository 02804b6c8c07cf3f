import { nearest } from "../../diagnostics/nearest.ts";
import type { Option } from "./option.ts";

/** The part of a token of `util.parseArgs` that matters here. */
interface OptionToken {
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** Turns the text after an option into its value, or says what is wrong with it. */
export function readOptionValue(option: Option, token: OptionToken): { readonly value: unknown } | { readonly problem: string } {
  if (option.kind === "flag") return token.value === undefined ? { value: true } : { problem: "takes no value" };
  const text = token.value;
  // `--file --json` is a forgotten value, not a file called --json.
  const forgotten = token.inlineValue !== true && text !== undefined && text.startsWith("-") && text !== "-";
  if (text === undefined || text === "" || forgotten) return { problem: `needs a value: ${option.placeholder}` };
  switch (option.kind) {
    case "number":
      return readNumber(text, option);
    case "duration":
      return readDuration(text);
    case "choice":
      return readChoice(text, option.choices);
    default:
      return { value: text };
  }
}

function readNumber(
  text: string,
  { minimum, maximum }: { readonly minimum: number; readonly maximum?: number },
): { value: number } | { problem: string } {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= minimum && number <= (maximum ?? number)) return { value: number };
  const range = maximum === undefined ? `from ${minimum} on` : `from ${minimum} to ${maximum}`;
  return { problem: `needs a whole number ${range}, not "${text}"` };
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function readDuration(text: string): { value: number } | { problem: string } {
  const [, amount, unit] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? [];
  const factor = milliseconds[unit ?? ""];
  return factor === undefined ? { problem: `needs a duration such as 30s or 5m, not "${text}"` } : { value: Number(amount) * factor };
}

function readChoice(text: string, choices: readonly string[]): { value: string } | { problem: string } {
  if (choices.includes(text)) return { value: text };
  const suggestion = nearest(text, choices);
  const close = suggestion === undefined ? "" : `, did you mean "${suggestion}"?`;
  return { problem: `is one of ${choices.join(", ")}, not "${text}"${close}` };
}
