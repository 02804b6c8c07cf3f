import * as fc from "fast-check";
import { expect, it } from "vitest";
import { mergedNames } from "../../../../src/runtime/gateway/merged/merged-names.ts";

const name = fc.constantFrom("a", "b", "read", "a_read", "b_read", "b_a", "a_b_read");
const stacks = fc.dictionary(fc.constantFrom("a", "b", "a_b"), fc.uniqueArray(name)).map((record) => new Map(Object.entries(record)));

it("gives every tool a name of its own that leads back to it", () => {
  fc.assert(
    fc.property(stacks, (tools) => {
      const names = mergedNames(tools);
      const all = [...tools].flatMap(([server, own]) => own.map((tool) => ({ server, item: tool })));
      const shown = all.map(({ server, item: tool }) => names.shown(server, tool));
      expect(new Set(shown).size).toBe(all.length);
      for (const [index, entry] of all.entries()) expect(names.resolve(shown[index] ?? "")).toEqual(entry);
    }),
  );
});
