import { expect, it } from "vitest";
import { table } from "../../../src/views/text/table.ts";

it("aligns wide characters and right-aligned numbers", () => {
  const rows = [
    ["NAME", "N", "URL"],
    ["名前", "12", "/a"],
    ["b", "3", ""],
  ];
  expect(table([{}, { align: "right" }, {}], rows, { width: 80 })).toEqual(["NAME   N  URL", "名前  12  /a", "b      3"]);
});

it("shortens only columns that may shrink, the widest first", () => {
  const row = ["a-key-that-stays", "x".repeat(40), "y".repeat(20)];
  expect(table([{}, { shrinkTo: 8 }, { shrinkTo: 8 }], [row], { width: 50, indent: "  " })).toEqual([
    "  a-key-that-stays  xxxxxxx…xxxxxx  yyyyyyy…yyyyyy",
  ]);
  expect(table([{}, { shrinkTo: 8 }], [row.slice(0, 2)], { width: 20 })).toEqual(["a-key-that-stays  xxxx…xxx"]);
});

it("paints what is padded, not the padding", () => {
  expect(table([{}, {}], [[{ text: "a", paint: (text) => `<${text}>` }, "b"]], { width: 80 })).toEqual(["<a>  b"]);
});
