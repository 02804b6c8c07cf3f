import { expect, it } from "vitest";
import { spreadLazily } from "../../src/model/spread-lazily.ts";

it("leaves unmade what nobody reads", () => {
  const made: string[] = [];
  const lazy = {
    get dear() {
      made.push("dear");
      return 1;
    },
    cheap: 2,
  };
  const both = spreadLazily(lazy, { cheap: 3 });
  expect(both.cheap).toBe(3);
  expect(made).toEqual([]);
  expect(both.dear).toBe(1);
  expect(made).toEqual(["dear"]);
});

it("is otherwise what spreading gives, in the same order", () => {
  const first = { a: 1, b: 2 };
  const second = { b: 3, c: undefined };
  expect(JSON.stringify(spreadLazily(first, second))).toBe(JSON.stringify({ ...first, ...second }));
  expect(Object.keys(spreadLazily(first, second))).toEqual(Object.keys({ ...first, ...second }));
});
