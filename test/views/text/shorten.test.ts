import fc from "fast-check";
import { expect, it } from "vitest";
import { widthOf } from "../../../src/diagnostics/render/visible-text.ts";
import { shortenEnd, shortenMiddle, shortenPair } from "../../../src/views/text/shorten.ts";

it("keeps both ends", () => {
  expect(shortenMiddle("https://example.com/a/long/way", 15)).toBe("https:/…ong/way");
  expect(shortenMiddle("short", 15)).toBe("short");
  expect(shortenEnd("a long sentence", 8)).toBe("a long …");
});

it("never tears a character apart", () => {
  expect(shortenMiddle("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 5)).toBe("👩‍👩‍👧‍👦…👩‍👩‍👧‍👦");
});

it("never gets wider than asked", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 60 }), (text, width) => {
      expect(widthOf(shortenMiddle(text, width))).toBeLessThanOrEqual(width);
      expect(widthOf(shortenEnd(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});

it("shows the difference of two long texts", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 60 }), fc.string({ minLength: 60 }), fc.string(), (start, end, other) => {
      const [before, after] = shortenPair(`${start}a${other}${end}`, `${start}b${other}${end}`, 24);
      expect(before).not.toBe(after);
    }),
  );
});
