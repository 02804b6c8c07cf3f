import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { stackJsonSchema, stackJsonSchemaText } from "../../src/language/json-schema.ts";
import { serverWith, stackWith } from "./marked.ts";

const validate = new Ajv2020({ allErrors: true, strict: false, formats: { email: true } }).compile(stackJsonSchema());
const judge = (text: string) => {
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

it("is committed as it would be generated (npm run generate)", () => {
  expect(readFileSync("schemas/mcp.stack.schema.json", "utf8") === stackJsonSchemaText()).toBe(true);
});

it.each(readdirSync("examples").filter((name) => /^\d/.test(name)))("accepts the example %s", (name) => {
  expect(judge(readFileSync(`examples/${name}/mcp.stack.yaml`, "utf8"))).toEqual([]);
});

it("accepts variables wherever they may stand, extension keys, and null in overrides", () => {
  const text = serverWith(
    'x-owner: me, port: "${var.port}", stateful: "${var.s}", limits: {timeout: "${var.t}"}, env: {A: 1, B: true}, needs: {b: healthy}',
  );
  const more =
    "x-top: 1\nenvironments: {dev: {edge: '${var.e}', overrides: {servers: {a: {scale: {max: 3}, tags: null, port: null, edge: null, transport: null}}}}}\n";
  expect(judge(text + more.replace(", edge: null", ""))).toEqual([]);
});

it.each([
  [serverWith("prt: 1"), "/servers/a must NOT have additional properties"],
  [serverWith("port: eighty"), "/servers/a/port must be integer"],
  [serverWith("limits: {timeout: 60}"), "/servers/a/limits/timeout must be string"],
  [stackWith("servers: {a: {run: {npm: x, image: y}}}\n"), "/servers/a/run must match exactly one schema in oneOf"],
  [stackWith("servers: {A_b: {run: {npm: x}}}\n"), "/servers property name must be valid"],
  [
    stackWith("environments: {dev: {overrides: {servers: {a: {prt: 1}}}}}\n"),
    "/environments/dev/overrides/servers/a must NOT have additional properties",
  ],
])("refuses what mcpc refuses (%#)", (text, error) => {
  expect(judge(text)).toContain(error);
});

it("describes every property of a server", () => {
  const { properties } = stackJsonSchema() as {
    properties: Record<string, { additionalProperties: { properties: Record<string, { description?: string; examples?: unknown[] }> } }>;
  };
  const fields = Object.entries(properties["servers"]?.additionalProperties.properties ?? {});
  expect(fields.length).toBeGreaterThan(20);
  for (const [, field] of fields) expect([typeof field.description, Array.isArray(field.examples)]).toEqual(["string", true]);
});
