import { expect, it } from "vitest";
import { baseName, joinPath, parentPath, relativePath } from "../../src/host/paths.ts";

it.each([
  [["/a", "b", "../c"], "/a/c"],
  [["a", "/b"], "/b"],
  [["/a", "../../.."], "/"],
  [["..", "x"], "../x"],
  [["", "x/./y//z"], "x/y/z"],
  [["."], "."],
])("joins %j to %s", (pieces, joined) => {
  expect(joinPath(...pieces)).toBe(joined);
});

it.each([
  ["a/b.yaml", "a", "b.yaml"],
  ["b.yaml", ".", "b.yaml"],
  ["/b", "/", "b"],
])("takes %s apart", (path, parent, base) => {
  expect([parentPath(path), baseName(path)]).toEqual([parent, base]);
});

it.each([
  ["/a/b", "/a/b/c.yaml", "c.yaml"],
  ["/a/b", "/a/c", "../c"],
  ["/a", "/a", "."],
])("sees from %s the path %s as %s", (from, path, relative) => {
  expect(relativePath(from, path)).toBe(relative);
});
