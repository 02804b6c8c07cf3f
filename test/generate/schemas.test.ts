import { globSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";

const files = globSync("schemas/*.json").sort();
const read = (file: string): object => JSON.parse(readFileSync(file, "utf8"));

it.each(files)("%s is a JSON Schema without mistakes or loose ends", (file) => {
  const complaints: string[] = [];
  const logger = { log: () => undefined, warn: (...words: unknown[]) => complaints.push(words.join(" ")), error: () => undefined };
  // Alternatives that require a key which stands outside them are how "exactly one of" is said.
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, formats: { email: true }, logger });
  expect(() => ajv.compile(read(file))).not.toThrow();
  expect(complaints).toEqual([]);
});

it.each(files)("%s describes every field, for whoever reads it in an editor", (file) => {
  const schema = read(file);
  expect(schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", title: expect.stringContaining("mcpc") });
  expect(undescribed(schema, "")).toEqual([]);
});

/** Places of properties that say neither what they mean nor, being a constant, need to. */
function undescribed(schema: unknown, place: string): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {} } = schema as { readonly properties?: object };
  const missing = Object.entries(properties).flatMap(([name, field]: [string, object]) =>
    "description" in field || "$ref" in field || "const" in field ? [] : [`${place}/properties/${name}`],
  );
  return [...missing, ...Object.entries(schema).flatMap(([key, inner]) => undescribed(inner, `${place}/${key}`))];
}
