import { expect, it } from "vitest";
import { exitCodeOf, exitCodes, exitCodeTable } from "../../src/cli/exit-codes.ts";

it("documents every exit code once", () => {
  expect(exitCodeTable.map(({ code }) => code)).toEqual(Object.values(exitCodes));
});

it.each([
  ["applied", 0],
  ["no-change", 0],
  ["failed", 1],
  ["stale", 4],
  ["locked", 5],
  ["rolled-back", 6],
  ["interrupted", 130],
] as const)("ends an apply that is %s with %i", (outcome, code) => {
  expect(exitCodeOf({ outcome })).toBe(code);
});
