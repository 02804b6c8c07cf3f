import * as fc from "fast-check";
import { expect, it } from "vitest";
import { toolFilter } from "../../../src/runtime/bridge/tool-rules.ts";

const name = fc.constantFrom("a", "b", "c", "d");
const rules = fc.record({
  deny: fc.uniqueArray(name),
  allow: fc.option(fc.uniqueArray(name), { nil: undefined }),
  // New names are none that a tool has, which the language sees to.
  rename: fc.uniqueArray(name).map((names) => Object.fromEntries(names.map((from) => [from, `new-${from}`]))),
});

it("what is listed can be called and reaches the tool it was listed for, and nothing else can", () => {
  fc.assert(
    fc.property(rules, ({ allow, ...rest }) => {
      const filter = toolFilter({ ...rest, ...(allow === undefined ? {} : { allow }), limits: {} });
      const tools = ["a", "b", "c", "d"].map((own) => ({ name: own, own }));
      const listed = filter.list({ tools, extra: 1 })["tools"] as { name: string; own: string }[];
      for (const tool of listed) expect(filter.call({ name: tool.name })).toEqual({ name: tool.own });
      const shown = new Set(listed.map((tool) => tool.name));
      for (const tool of tools) if (!shown.has(tool.name)) expect(() => filter.call({ name: tool.name })).toThrow("Unknown tool");
    }),
  );
});

it("knows when there is nothing to do", () => {
  expect(toolFilter({ deny: [], rename: {}, limits: {} }).active).toBe(false);
  expect(toolFilter({ allow: [], deny: [], rename: {}, limits: {} }).active).toBe(true);
});

it("refuses a call that names no tool", () => {
  const filter = toolFilter({ deny: ["a"], rename: {}, limits: {} });
  expect(() => filter.call(undefined)).toThrow("Unknown tool: undefined");
  expect(() => filter.call({ name: ["b"] })).toThrow("Unknown tool: b");
});

it("takes a star at the end of a pattern for anything, in allow and in deny", () => {
  const filter = toolFilter({ allow: ["search_*", "create"], deny: ["search_private*"], rename: {}, limits: {} });
  const tools = ["search_", "search_all", "search_private_notes", "search", "create", "create_two"].map((own) => ({ name: own }));
  const listed = filter.list({ tools })["tools"] as { name: string }[];
  expect(listed.map((tool) => tool.name)).toEqual(["search_", "search_all", "create"]);
  expect(() => filter.call({ name: "search_private_notes" })).toThrow("Unknown tool");
});
