import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson } from "../../src/model/canonical-json.ts";

it("sorts keys at every depth and leaves out what is undefined", () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined }, undefined], a: "x" })).toBe('{"a":"x","b":[{"d":1},null]}');
});

it("reads back as what it was made from", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
