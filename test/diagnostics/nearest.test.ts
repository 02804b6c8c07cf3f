import { expect, it } from "vitest";
import { nearest } from "../../src/diagnostics/nearest.ts";

it.each([
  ["replica", "replicas"],
  ["replcias", "replicas"],
  ["Replicas", "replicas"],
  ["affinty", "affinity"],
  ["max", undefined],
  ["colour", undefined],
])("takes %j for %j", (word, meant) => {
  expect(nearest(word, ["replicas", "min", "max", "cpu", "affinity"])).toBe(meant);
});

it("prefers the nearest of several", () => {
  expect(nearest("dbs", ["dbx1", "db"])).toBe("db");
});
