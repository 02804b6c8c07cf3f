import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExactly } from "../../src/mcp/exact-json.ts";

it("gives every whole number back as it was written", () => {
  fc.assert(
    fc.property(fc.bigInt(), (number) => {
      const text = `{"id":${number},"list":[${number}]}`;
      expect(JSON.stringify(parseExactly(text))).toBe(text);
    }),
  );
});

it("reads what JSON.parse reads, and a number as one where it stays the same", () => {
  fc.assert(
    fc.property(fc.json(), fc.maxSafeInteger(), (text, number) => {
      expect(JSON.stringify(parseExactly(text))).toBe(JSON.stringify(JSON.parse(text)));
      expect(parseExactly(`{"id":${number},"text":"1184987354212376577"}`)).toEqual({ id: number, text: "1184987354212376577" });
    }),
  );
});
