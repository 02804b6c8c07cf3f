import { expect, it } from "vitest";
import * as z from "zod/mini";
import { fieldReference, languageFields } from "../../src/language/field-reference.ts";
import { schemaAt } from "../../src/language/schema/schema-at.ts";

it("describes every field, with an example that fits", () => {
  const undescribed = fieldReference().filter(({ description, examples }) => description === "" || examples.length === 0);
  expect(undescribed.map(({ path }) => path)).toEqual([]);
  const unfit = fieldReference().flatMap(({ path, examples }) => {
    const steps = path.split(".");
    const schema = schemaAt(steps.map((step, index) => (step === "*" && lists.has(steps[index - 1] ?? "") ? 0 : step)));
    // A part of a stack is not complete in itself; the JSON Schema judges those.
    if (path.endsWith(".overrides") || path === "defaults") return [];
    return examples
      .filter((example) => schema === undefined || !z.safeParse(schema, example).success)
      .map((example) => `${path}: ${JSON.stringify(example)}`);
  });
  expect(unfit).toEqual([]);
});

const lists = new Set(["tests", "mounts"]);

it("ends descriptions with a full stop, one thought each", () => {
  const bad = fieldReference().filter(({ description }) => !/^[A-ZÄÖÜ`].*[.?:]$/su.test(description) || description.includes("\n"));
  expect(bad.map(({ path }) => path)).toEqual([]);
});

it("lists leaves once, and nothing that has leaves below it", () => {
  const fields = languageFields();
  expect(new Set(fields).size).toBe(fields.length);
  expect(fields).toContain("servers.*.scale.replicas");
  expect(fields).toContain("servers.*.security.mounts.*.source");
  expect(fields).not.toContain("servers.*.scale");
});

it("tells what is required and what holds without a value", () => {
  const field = (path: string) => fieldReference().find((candidate) => candidate.path === path);
  expect(field("name")).toMatchObject({ required: true, type: "a name" });
  expect(field("servers.*.restart.policy")).toMatchObject({
    required: false,
    default: "on-failure",
    type: "one of always, on-failure, never",
  });
  expect(field("servers.*.limits.body")).toMatchObject({ otherwise: "4Mi", type: "a quantity" });
});
