import { expect, it } from "vitest";
import { enumerated, listed } from "../../src/diagnostics/catalogue/listed.ts";

const many = Array.from({ length: 11 }, (_, index) => `s${index + 1}`);

it("names a few things in the middle of a sentence, and counts the rest", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b", "c"])]).toEqual(["nothing", "a", "a, b and c"]);
  expect(listed(many)).toBe("s1, s2, s3, s4, s5, s6, s7, s8 and 3 more");
});

it("names a few things after a colon, and tells how many there are", () => {
  expect([enumerated([]), enumerated(["a"]), enumerated(["a", "b", "c"])]).toEqual(["", "a", "a, b, c"]);
  expect(enumerated(many)).toBe("s1, s2, s3, s4, s5, s6, s7, s8, … (11 in all)");
});
