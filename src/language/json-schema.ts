import * as z from "zod/mini";
import { exclusiveKeys } from "./schema/exactly-one.ts";
import { fieldNotes } from "./schema/field.ts";
import { defaultsSchema, overridesSchema, stackSchema } from "./schema/stack.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Where the schema is published inside the package; editors find it by this identifier or by a path. */
export const schemaId = "mcp.stack.schema.json";

/** Keys that begin with `x-` are the user's own, at the top and in servers and services; these keys tell those from all other maps. */
const extensionPattern = "^x-";
const hasExtensions = ["servers", "protocol", "external"];

/** What a variable gives may have any type. */
const referenceSchema: JsonSchema = {
  type: "string",
  pattern: "\\$\\{(?:var\\.|stack\\.name|environment)",
  description: "Value of a variable.",
};

/** Keywords that judge a single value. */
const judgingKeywords = ["type", "enum", "const", "pattern", "format", "minimum", "maximum", "minLength", "maxLength"];
/** Known before any variable is. */
const literalFields = new Set(["apiVersion", "name"]);

/**
 * The language as JSON Schema (draft 2020-12), for editors and other tools: the same fields, descriptions, defaults and examples. It judges a file
 * as it is written, so units are texts and every value may come from a variable.
 */
export function stackJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(stackSchema, { io: "input", target: "draft-2020-12", reused: "inline", override: annotate });
  const { $schema, ...rest } = schema;
  const judged = withReferences(rest) as Properties;
  const { properties } = judged;
  const server = (properties["servers"] as { additionalProperties: Properties }).additionalProperties;
  const environment = (properties["environments"] as { additionalProperties: Properties }).additionalProperties;
  Object.assign(properties["defaults"] as object, fragmentOf(server, Object.keys(defaultsSchema.shape)));
  Object.assign(environment.properties["overrides"] as object, fragmentOf(judged, Object.keys(overridesSchema.shape)));
  const head = { $schema, $id: schemaId, title: "mcpc stack", description: "One MCP stack, compiled by mcpc." };
  return { ...head, ...(judged as object), $defs: { reference: referenceSchema } };
}

interface Properties {
  readonly properties: Record<string, unknown>;
}

/** The same fields with nothing required, no defaults, and `null` to remove a value. */
function fragmentOf(schema: Properties, keys: readonly string[]): object {
  const properties = Object.fromEntries(keys.map((key) => [key, relaxed(schema.properties[key])]));
  const { patternProperties } = schema as { patternProperties?: object };
  return { type: "object", properties, additionalProperties: false, patternProperties };
}

function relaxed(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return schema;
  const { required: _required, default: _default, oneOf: _oneOf, ...rest } = schema as Record<string, unknown>;
  const result: Record<string, unknown> = { ...rest };
  const { properties, additionalProperties, anyOf, type } = rest;
  if (typeof properties === "object" && properties !== null) {
    result["properties"] = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, relaxed(value)]));
  }
  if (typeof additionalProperties === "object") result["additionalProperties"] = relaxed(additionalProperties);
  if (Array.isArray(anyOf)) result["anyOf"] = [...anyOf.filter((one) => !isNull(one)).map(relaxed), { type: "null" }];
  if (typeof type === "string") result["type"] = [type, "null"];
  if (Array.isArray(rest["enum"])) result["enum"] = [...new Set([...rest["enum"], null])];
  return result;
}

function isNull(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && "type" in schema && schema.type === "null";
}

function annotate({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema }): void {
  const schema = zodSchema as unknown as z.core.$ZodType;
  const note = fieldNotes.get(schema);
  if (note !== undefined) {
    jsonSchema.description = note.otherwise === undefined ? note.description : `${note.description} Without it: ${note.otherwise}.`;
    jsonSchema.examples = [...note.examples];
  }
  const { def } = zodSchema._zod;
  if ((def.type === "default" || def.type === "prefault") && !isEmptyMap(def.defaultValue)) jsonSchema.default = def.defaultValue;
  const rules = exclusiveKeys.get(schema);
  if (rules !== undefined) jsonSchema.oneOf = rules.kinds.map((kind) => ({ required: [kind] }));
  if (def.type === "object" && hasExtensions.some((key) => key in def.shape)) {
    jsonSchema.patternProperties = { [extensionPattern]: {} };
  }
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** Wherever not every text is allowed, a variable may still give the value. */
function withReferences(schema: unknown, isRoot = true): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  const result: Record<string, unknown> = { ...schema };
  for (const key of ["items", "additionalProperties"]) if (key in result) result[key] = withReferences(result[key], false);
  for (const key of ["anyOf", "allOf"]) {
    const alternatives = result[key];
    if (Array.isArray(alternatives)) result[key] = alternatives.map((alternative) => withReferences(alternative, false));
  }
  const { properties } = result;
  if (typeof properties === "object" && properties !== null) {
    const entries = Object.entries(properties).map(([key, value]) => [
      key,
      isRoot && literalFields.has(key) ? value : withReferences(value, false),
    ]);
    result["properties"] = Object.fromEntries(entries);
  }
  return isJudgedScalar(result) ? orReference(result) : result;
}

function isJudgedScalar(schema: Readonly<Record<string, unknown>>): boolean {
  const { type, pattern } = schema;
  if (typeof pattern === "string" && new RegExp(pattern, "u").test("${var.x}")) return false;
  if (type === "integer" || type === "number" || type === "boolean") return true;
  return type === "string" && judgingKeywords.some((key) => key !== "type" && key in schema);
}

function orReference(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isJudging = ([key]: readonly [string, unknown]) => judgingKeywords.includes(key);
  const entries = Object.entries(schema);
  return {
    ...Object.fromEntries(entries.filter((entry) => !isJudging(entry))),
    anyOf: [Object.fromEntries(entries.filter(isJudging)), { $ref: "#/$defs/reference" }],
  };
}

/** The schema as it is committed. */
export function stackJsonSchemaText(): string {
  return `${JSON.stringify(stackJsonSchema(), null, 1)}\n`;
}
