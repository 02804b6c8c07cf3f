import fc from "fast-check";
import { expect, it } from "vitest";
import { digestData, fingerprintSecret } from "../../src/model/digest.ts";

it("gives the same digest for any order of keys", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const shuffled = Object.fromEntries(Object.entries(object).reverse());
      expect(digestData(shuffled)).toBe(digestData(object));
    }),
  );
});

it("tells different data apart", () => {
  expect(digestData({ a: [1, 2] })).not.toBe(digestData({ a: [2, 1] }));
});

it("is the SHA-256 that every other tool computes", () => {
  expect(digestData("")).toBe("sha256:12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126");
});

it("fingerprints a secret differently under another key, and never shows it", () => {
  const first = fingerprintSecret(new Uint8Array([1]), "hunter2hunter2");
  expect(first).not.toBe(fingerprintSecret(new Uint8Array([2]), "hunter2hunter2"));
  expect(first).toMatch(/^hmac:[0-9a-f]{32}$/);
});
