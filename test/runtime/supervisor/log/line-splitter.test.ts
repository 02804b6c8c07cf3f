import fc from "fast-check";
import { expect, it } from "vitest";
import { LineSplitter } from "../../../../src/runtime/supervisor/log/line-splitter.ts";

function split(chunks: readonly Buffer[], limit?: number): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line), limit);
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

it("gives the same lines however the bytes are cut", () => {
  const texts = fc.array(
    fc.string({ unit: "binary" }).map((line) => line.replace(/[\r\n]/g, "")),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(texts, fc.array(fc.nat(40)), (lines, sizes) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
      const chunks: Buffer[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      chunks.push(bytes.subarray(at));
      expect(split(chunks)).toEqual(lines.map((line) => line.toWellFormed()));
    }),
  );
});

it("holds no more of a line than its limit, and goes on after it", () => {
  expect(split([Buffer.from("abc"), Buffer.from("defgh\nxy\n")], 4)).toEqual(["abcd", "xy"]);
});

it("takes a carriage return at the end of a line away", () => {
  expect(split([Buffer.from("one\r\ntwo\rthree\r\n")])).toEqual(["one", "two\rthree"]);
});
