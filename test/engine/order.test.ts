import fc from "fast-check";
import { expect, it } from "vitest";
import { orderByDependency } from "../../src/engine/order.ts";

type Item = { name: string; needs: string[] };
const order = (items: readonly Item[]) =>
  orderByDependency(
    items,
    ({ name }) => name,
    ({ needs }) => needs,
  ).map(({ name }) => name);

it("puts what is needed first, and goes by name where that leaves a choice", () => {
  expect(
    order([
      { name: "c", needs: [] },
      { name: "a", needs: ["d"] },
      { name: "d", needs: [] },
      { name: "b", needs: ["a"] },
    ]),
  ).toEqual(["c", "d", "a", "b"]);
});

it("does not count names that are not there, and does not wait for itself", () => {
  expect(order([{ name: "a", needs: ["elsewhere", "a"] }])).toEqual(["a"]);
});

it("breaks a circle at its first name", () => {
  expect(
    order([
      { name: "z", needs: [] },
      { name: "c", needs: ["b"] },
      { name: "b", needs: ["a"] },
      { name: "a", needs: ["c"] },
    ]),
  ).toEqual(["z", "a", "b", "c"]);
});

const graphs = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 })
  .chain((names) => fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), needs: fc.subarray(names) }))));

it("gives everything once, and the same order for every order of its input", () => {
  fc.assert(
    fc.property(graphs, fc.nat(), (items, turn) => {
      const start = items.length === 0 ? 0 : turn % items.length;
      const shuffled = [...items.slice(start), ...items.slice(0, start)].reverse();
      const names = order(items);
      expect(names.toSorted()).toEqual(items.map(({ name }) => name).sort());
      expect(order(shuffled)).toEqual(names);
    }),
  );
});

it("never puts a thing before what it needs where there is no circle", () => {
  fc.assert(
    fc.property(graphs, (items) => {
      const acyclic = items.map(({ name, needs }) => ({ name, needs: needs.filter((need) => need < name) }));
      const names = order(acyclic);
      for (const { name, needs } of acyclic) for (const need of needs) expect(names.indexOf(need)).toBeLessThan(names.indexOf(name));
    }),
  );
});
