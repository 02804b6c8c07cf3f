import { expect, it } from "vitest";
import { importsOf } from "./imports.ts";
import { type SourceText, sourceFiles } from "./source-files.ts";

it("no file imports itself over others, not even for a type", () => {
  expect(circlesIn(sourceFiles("src", "targets"))).toEqual([]);
});

it("the check of circles sees those of types", () => {
  const files = [
    { path: "src/a.ts", text: 'import type { B } from "./b.ts";' },
    { path: "src/b.ts", text: 'import { c } from "./c.ts";' },
    { path: "src/c.ts", text: 'export { type A } from "./a.ts";' },
    { path: "src/d.ts", text: 'import { a } from "./a.ts";' },
  ];
  expect(circlesIn(files)).toEqual(["src/a.ts src/b.ts src/c.ts"]);
  expect(circlesIn(files.slice(1))).toEqual([]);
});

/** Files that import each other, one line for each group of them (Tarjan's strongly connected components). */
function circlesIn(files: readonly SourceText[]): readonly string[] {
  const imported = new Map(files.map(({ path, text }) => [path, importsOf(path, text).map((each) => each.path)]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const circles: string[] = [];
  const visit = (path: string): number => {
    const own = order.size;
    order.set(path, own);
    lowest.set(path, own);
    open.push(path);
    for (const next of imported.get(path) ?? []) {
      if (!imported.has(next) || (order.has(next) && !open.includes(next))) continue;
      lowest.set(path, Math.min(lowest.get(path) ?? own, order.has(next) ? (order.get(next) ?? own) : visit(next)));
    }
    const low = lowest.get(path) ?? own;
    if (low === own) {
      const group = open.splice(open.indexOf(path));
      if (group.length > 1) circles.push(group.sort().join(" "));
    }
    return low;
  };
  for (const path of imported.keys()) if (!order.has(path)) visit(path);
  return circles.sort();
}
