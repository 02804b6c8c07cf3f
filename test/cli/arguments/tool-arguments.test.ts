import { expect, it } from "vitest";
import { readToolArguments } from "../../../src/cli/arguments/tool-arguments.ts";
import type { Context } from "../../../src/cli/command.ts";
import { createMemoryHost } from "../../../src/host/memory-host.ts";

const context = (input = "") =>
  ({
    host: createMemoryHost({ cwd: "/work", files: { "/work/args.json": '{"from": "file"}', "/work/latin1.json": new Uint8Array([0xe9]) } }),
    terminal: { readInput: async () => input },
  }) as unknown as Context;

it("reads JSON, a file, or standard input", async () => {
  expect(await readToolArguments('{"a": 1}', context())).toEqual({ a: 1 });
  expect(await readToolArguments("@args.json", context())).toEqual({ from: "file" });
  expect(await readToolArguments("-", context('{"from": "input"}'))).toEqual({ from: "input" });
});

it.each([
  ["[1]", "MCPC6358: the arguments of the tool are not a JSON object: they are a list"],
  ["null", "MCPC6358: the arguments of the tool are not a JSON object: they are null"],
  ["7", "MCPC6358: the arguments of the tool are not a JSON object: they are a number"],
  ["{message: hi}", "MCPC6358: the arguments of the tool are not a JSON object: "],
  ["@none.json", 'MCPC6364: "none.json" cannot be used: there is no such file'],
  ["@latin1.json", 'MCPC6364: "latin1.json" cannot be used: it is not UTF-8 text'],
])("refuses %s", async (given, message) => {
  await expect(readToolArguments(given, context())).rejects.toThrow(message);
});
