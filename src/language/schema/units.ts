import * as z from "zod/mini";
import { shared, typeNotes } from "./field.ts";

const millisecondsPer = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** Timers of every platform hold at most 2³¹−1 ms. */
const longestDuration = 24 * millisecondsPer.d;

const byteUnits: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

const secondsPer = { s: 1, m: 60, h: 3600 } as const;

/** Milliseconds of `30s`, `1m30s`, `500ms`; `undefined` when it is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(?:\d{1,12}(?:\.\d{1,6})?(?:ms|[smhd]))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(ms|[smhd])/g)) {
    total += Number(amount) * millisecondsPer[unit as keyof typeof millisecondsPer];
  }
  return Math.round(total);
}

/** Bytes of `512Mi`, `1.5Gi`, `500M`; `undefined` when it is not a quantity. The unit is required. */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,6})?)([KMGT]i|[kMGT])$/.exec(text);
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * (byteUnits[match[2] ?? ""] ?? 1));
}

/** Thousandths of a core of `500m`, `2`, `0.5`; `undefined` when it is not an amount of processor. */
export function parseCpu(value: string | number): number | undefined {
  const match = /^(\d{1,6}(?:\.\d{1,6})?)(m?)$/.exec(String(value));
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * (match[2] === "m" ? 1 : 1000));
}

/** Calls per second of `50/s`, `100/m`, `1000/h`; `undefined` when it is not a rate. */
export function parseRate(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)\/([smh])$/.exec(text);
  if (match === null) return undefined;
  return Number(match[1]) / secondsPer[match[2] as keyof typeof secondsPer];
}

/** Length of time, such as `30s`; in the checked stack a number of milliseconds. */
export const duration = shared(() => durationWhere((value) => (value > 0 ? undefined : "must be longer than 0s")));

/** The same with `0s`. */
export const durationOrZero = shared(() => durationWhere(() => undefined));

function durationWhere(problem: (value: number) => string | undefined) {
  const note = { name: "duration", written: 'a number with ms, s, m, h or d, such as "30s" or "1m30s"' };
  return unit(/^(?:\d{1,12}(?:\.\d{1,6})?(?:ms|[smhd]))+$/, parseDuration, note, (value) => {
    if (value > longestDuration) return "is longer than 24d, the longest time a timer can hold";
    return problem(value);
  });
}

/** Amount of memory or storage, such as `512Mi`; in the checked stack a number of bytes. */
export const quantity = shared(() => {
  const note = {
    name: "quantity",
    written: 'a number with k, M, G, T (powers of 1000) or Ki, Mi, Gi, Ti (powers of 1024), such as "512Mi"',
  };
  return unit(/^\d{1,12}(?:\.\d{1,6})?(?:[KMGT]i|[kMGT])$/, parseQuantity, note, (value) =>
    value > 0 ? undefined : "must be more than nothing",
  );
});

/** Calls per time, such as `50/s`; in the checked stack a number per second. */
export const rate = shared(() => {
  const note = { name: "rate", written: 'a number per s, m or h, such as "50/s" or "100/m"' };
  return unit(/^\d{1,9}(?:\.\d{1,6})?\/[smh]$/, parseRate, note, (value) => (value > 0 ? undefined : "must be more than 0"));
});

/** Share of something, such as `70%`; in the checked stack a number from 1 to 100. */
export const percentage = shared(() => {
  const note = { name: "percentage", written: 'a whole number with %, such as "70%"' };
  const parse = (text: string) => Number.parseInt(text, 10);
  return unit(/^\d{1,3}%$/, parse, note, (value) => (value >= 1 && value <= 100 ? undefined : "must be from 1% to 100%"));
});

/** Amount of processor: `500m` thousandths or a number of cores; in the checked stack thousandths of a core. */
export const cpu = shared(() => {
  const schema = z.pipe(
    z.union([z.number(), z.string({ checks: [z.regex(/^\d{1,6}(?:\.\d{1,6})?m?$/)] })]),
    z.transform((value, context) => {
      const millis = parseCpu(value);
      if (millis !== undefined && millis > 0) return millis;
      context.issues.push({ code: "custom", message: "must be more than nothing", input: value });
      return z.NEVER;
    }),
  );
  typeNotes.add(schema, { name: "amount of cpu", written: 'cores, such as 2 or "0.5", or thousandths of a core, such as "500m"' });
  return schema;
});

function unit(
  pattern: RegExp,
  parse: (text: string) => number | undefined,
  note: { readonly name: string; readonly written: string },
  problem: (value: number) => string | undefined,
) {
  const schema = z.pipe(
    z.string({ checks: [z.regex(pattern)] }),
    z.transform((text, context) => {
      const value = parse(text) ?? Number.NaN;
      const message = problem(value);
      if (message === undefined) return value;
      context.issues.push({ code: "custom", message, input: text });
      return z.NEVER;
    }),
  );
  typeNotes.add(schema, note);
  return schema;
}
