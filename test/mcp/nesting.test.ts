import { expect, it } from "vitest";
import { nestsTooDeep } from "../../src/mcp/nesting.ts";

const nested = (depth: number) => `${'{"a":['.repeat(depth / 2)}${"]}".repeat(depth / 2)}`;

it("takes what can be written again, and nothing that cannot", () => {
  expect([1000, 1002, 100_000].map((depth) => nestsTooDeep(nested(depth)))).toEqual([false, true, true]);
});

it("counts no bracket in a text, whatever is escaped there", () => {
  for (const text of ["[".repeat(5000), `\\"${"[".repeat(5000)}`, `${"[".repeat(5000)}\\`]) {
    expect(nestsTooDeep(JSON.stringify({ text }))).toBe(false);
    expect(nestsTooDeep(`[${JSON.stringify(text)},${nested(1002)}]`)).toBe(true);
  }
});

it("counts no level that was closed", () => {
  expect(nestsTooDeep(`[${"[{}],".repeat(5000)}[]]`)).toBe(false);
});
