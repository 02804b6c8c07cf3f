import fc from "fast-check";
import { expect, it } from "vitest";
import { fitsPattern, problemOfPattern } from "../../../src/language/pattern/fits-pattern.ts";

const native = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`, "u").test(text);

it.for([
  ["[a-z.]+", "abc.de"],
  ["[^\\]\\[a]+", "b-c"],
  ["\\d{1,3}(?:\\.\\d{1,3}){3}", "10.0.0.1"],
  ["\\d{1,3}(?:\\.\\d{1,3}){3}", "10.0.0"],
  ["(?<year>\\d{4})-(?<month>\\d\\d)", "2026-11"],
  ["\\p{Lu}\\p{L}*", "Ünïcödé"],
  ["\\u{1F986}|\\ud83d\\ude00|\\x41\\cJ", "🦆"],
  ["\\ud83d\\ude00", "😀"],
  ["a.c", "a\nc"],
  ["a.c", "a🦆c"],
  ["^a$|^b$", "b"],
  ["\\bword\\b(?: \\B|)", "word"],
  ["(a|ab)(c|bcd)(d*)", "abcd"],
  ["a{2}|b{2,}|c{0,2}?", "bbbb"],
  ["(?:)*", ""],
  ["(?:a*)*b", "aaab"],
  ["[\\d\\-_]{2,4}", "1-_2"],
  ["\\/\\.\\*", "/.*"],
  ["x??y+?z*?", "yyz"],
])("fits %s as JavaScript does: %s", ([pattern = "", text = ""]) => {
  expect(fitsPattern(pattern, text)).toBe(native(pattern, text));
});

const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\b", "^", "$", "\\u{61}", "");
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc.tuple(tie("pattern"), tie("pattern")).map(([one, two]) => one + two),
    fc.tuple(tie("pattern"), tie("pattern")).map(([one, two]) => `(?:${one}|${two})`),
    fc.tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}", "{1,}")).map(([one, sign]) => `(${one})${sign}`),
  ),
}));

it("fits any pattern to any short text as JavaScript does", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "1", "🦆"), maxLength: 5 });
  fc.assert(
    fc.property(pattern, text, (one, two) => {
      expect(fitsPattern(one, two)).toBe(native(one, two));
    }),
    { numRuns: 3_000 },
  );
});

it("is done at once with what keeps JavaScript busy for years", () => {
  const text = `${"a".repeat(5_000)}!`;
  const started = performance.now();
  for (const one of ["(a+)+", "(a|a)*", "(a|aa)+", "(.*)*,(.*)*", "(?:a?){200}a{200}", "([a-z]+)*$"])
    expect(fitsPattern(one, text)).toBe(false);
  expect(performance.now() - started).toBeLessThan(10_000);
});

it("refuses what cannot be read in one pass, or is too much, and says so", () => {
  const bounded = "looks ahead, behind or back, or repeats more than can be checked in bounded time";
  const patterns = ["(?=a)a", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?<x>a)\\k<x>", "(?:a{1000}){1000}", "(?:){1000000000}a{3000}"];
  for (const one of patterns) expect([one, problemOfPattern(one)]).toEqual([one, bounded]);
  expect(problemOfPattern(`${"(".repeat(300)}${")".repeat(300)}`)).toBe(bounded);
  expect(problemOfPattern("(?:(?:){1000000000}){1000000000}")).toBeUndefined();
  for (const one of ["(", "[", "a{2,1}", "\\p{Nothing}"]) expect(problemOfPattern(one)).toBe("is not a regular expression");
  expect(problemOfPattern("[a-z][a-z0-9-]{0,61}(?:\\.[a-z]{2,})+")).toBeUndefined();
});
