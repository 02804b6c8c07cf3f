import fc from "fast-check";
import { expect, it } from "vitest";
import type { Options } from "../../../src/cli/arguments/option.ts";
import { checkWords, parseArguments } from "../../../src/cli/arguments/parse-arguments.ts";

const options = {
  file: { kind: "text", placeholder: "PATH", short: "f", summary: "" },
  set: { kind: "list", placeholder: "KEY=VALUE", summary: "" },
  yes: { kind: "flag", short: "y", summary: "" },
  tail: { kind: "number", placeholder: "N", minimum: 0, summary: "" },
  lockTimeout: { kind: "duration", placeholder: "DURATION", summary: "" },
  format: { kind: "choice", placeholder: "FORMAT", choices: ["text", "json"], summary: "" },
} as const satisfies Options;

const messagesOf = (argv: readonly string[]) =>
  parseArguments(argv, options).diagnostics.map(({ message, hint }) => (hint === undefined ? message : `${message} (${hint})`));

it("reads every kind of option, in any order, long and short", () => {
  const parsed = parseArguments(
    ["a", "-yf", "x.yaml", "--set", "k=1", "--set=l=2", "b", "--tail", "0", "--lock-timeout", "2m", "--format=json"],
    options,
  );
  expect(parsed.diagnostics).toEqual([]);
  expect(parsed.words).toEqual(["a", "b"]);
  expect(parsed.options).toEqual({ file: "x.yaml", set: ["k=1", "l=2"], yes: true, tail: 0, lockTimeout: 120_000, format: "json" });
});

it("leaves flags off and lists empty when they are not given", () => {
  expect(parseArguments([], options).options).toEqual({ set: [], yes: false });
});

it("takes everything after -- as words", () => {
  expect(parseArguments(["--", "-y", "--nope"], options)).toMatchObject({ words: ["-y", "--nope"], diagnostics: [] });
});

it("reports all wrong options at once, with the nearest right one", () => {
  expect(messagesOf(["--fiel", "x", "-z", "--yes=1"])).toEqual([
    'unknown option "--fiel" (did you mean "--file"?)',
    'unknown option "-z" (add --help to see the options of this command)',
    'option "--yes" takes no value',
  ]);
});

it("does not take the next option for a forgotten value", () => {
  expect(messagesOf(["--file", "--yes"])).toEqual(['option "--file" needs a value: PATH']);
  expect(messagesOf(["-f"])).toEqual(['option "--file" needs a value: PATH']);
  expect(messagesOf(["--file="])).toEqual(['option "--file" needs a value: PATH']);
  expect(parseArguments(["--file=-odd.yaml"], options).options["file"]).toBe("-odd.yaml");
});

it.each([
  ["--tail", "many", 'option "--tail" needs a whole number from 0 on, not "many"'],
  ["--lock-timeout", "10", 'option "--lock-timeout" needs a duration such as 30s or 5m, not "10"'],
  ["--format", "jsn", 'option "--format" is one of text, json, not "jsn", did you mean "json"?'],
])("refuses %s %s", (option, value, message) => {
  expect(messagesOf([option, value])).toEqual([message]);
});

it("checks words against what a command takes", () => {
  const wanted = [
    { name: "SERVER", summary: "", required: true },
    { name: "SHELL", summary: "", choices: ["bash", "zsh"] },
  ];
  const messages = (words: readonly string[]) => checkWords("call", words, wanted).map(({ message }) => message);
  expect(messages([])).toEqual(["mcpc call: SERVER is missing"]);
  expect(messages(["a", "bash"])).toEqual([]);
  expect(messages(["a", "bas", "c"])).toEqual([
    'mcpc call: "c" is one word too many',
    'mcpc call: SHELL is one of bash, zsh, not "bas", did you mean "bash"?',
  ]);
});

it("never throws, whatever is typed", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom("-f", "--set", "--", "-", "--tail=1", "-yf"))), (argv) => {
      const { options: values, diagnostics } = parseArguments(argv, options);
      expect(typeof values["yes"]).toBe("boolean");
      expect(diagnostics.every(({ severity }) => severity === "error")).toBe(true);
    }),
  );
});
