import fc from "fast-check";
import { expect, it } from "vitest";
import { GatheredLines } from "../../../../src/runtime/gateway/log/gathered-lines.ts";

it("writes every line, in order, however long it is and whatever is in it", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.integer({ min: 0, max: 20_000 }).map((length) => "ü".repeat(length)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      let written = "";
      const gathered = new GatheredLines((text) => {
        written += text;
      });
      for (const each of lines) gathered.write(each);
      gathered.flush();
      expect(written === lines.join("")).toBe(true);
    }),
  );
});

it("waits for more of them, but not for long", async () => {
  const written: string[] = [];
  const gathered = new GatheredLines((text) => void written.push(text));
  gathered.write("one\n");
  gathered.write("two\n");
  expect(written).toEqual([]);
  await expect.poll(() => written).toEqual(["one\ntwo\n"]);
});
