import type { ErrorObject } from "ajv";
import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { isObject, type JsonObject } from "./json-rpc.ts";
import type { ToolDescription } from "./session.ts";

/**
 * Checks the arguments of a call against the tool's `inputSchema` (JSON Schema 2020-12, or draft-07 where `$schema` says so). A schema
 * that cannot be used gives a warning, not an error: the server has the last word.
 */
export async function validateArguments(tool: ToolDescription, args: unknown): Promise<readonly Diagnostic[]> {
  const schema = tool.inputSchema;
  if (!isObject(schema)) return [];
  try {
    const validate = (await validatorFor(schema["$schema"])).compile(withoutDialect(schema));
    if (validate(args)) return misspelt(tool, schema, args);
    const errors = summarize(validate.errors ?? []);
    return errors.map((error) => explain(tool, error, errors));
  } catch (error) {
    return [diagnose("MCPC6323", { tool: tool.name, problem: error instanceof Error ? error.message : String(error) })];
  }
}

/** ajv is loaded here and not before: only a call needs it. Schemas come from strangers, hence not strict. */
async function validatorFor(dialect: unknown) {
  const options = { allErrors: true, strict: false, verbose: true, logger: false } as const;
  const formats = await import("ajv-formats");
  const old = typeof dialect === "string" && /draft-0[4-7]/.test(dialect);
  // Through `default`: a bundler that splits chunks gives a CommonJS module no other export.
  const ajv = old ? new (await import("ajv")).default.Ajv(options) : new (await import("ajv/dist/2020.js")).default.Ajv2020(options);
  formats.default.default(ajv);
  return ajv;
}

/** The dialect chose the validator; its meta-schema, or an unknown one, is not to be looked up. `$id` could clash with it. */
function withoutDialect(schema: JsonObject): JsonObject {
  const { $schema: _dialect, $id: _id, ...rest } = schema;
  return rest;
}

/** Drops what only repeats: the failures of each branch below an `anyOf` that failed as a whole. */
function summarize(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const wholes = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf" || keyword === "if");
  return errors.filter(
    (error) => error.keyword !== "if" && !wholes.some((whole) => error !== whole && error.schemaPath.startsWith(`${whole.schemaPath}/`)),
  );
}

/** What the schema lets pass only because it lets everything pass, and that is nearly the name of an argument which was not given. */
function misspelt(tool: ToolDescription, schema: JsonObject, args: unknown): readonly Diagnostic[] {
  if (!isObject(args)) return [];
  const known = Object.keys(propertiesOf(schema));
  const free = known.filter((name) => !(name in args));
  return Object.keys(args).flatMap((property) => {
    const suggestion = known.includes(property) ? undefined : nearest(property, free);
    return suggestion === undefined ? [] : [diagnose("MCPC6324", { tool: tool.name, pointer: "", property, suggestion })];
  });
}

function explain(tool: ToolDescription, error: ErrorObject, others: readonly ErrorObject[]): Diagnostic {
  const pointer = error.instancePath;
  const parameters = error.params as JsonObject;
  if (isAdditional(error)) {
    const property = String(parameters["additionalProperty"] ?? parameters["unevaluatedProperty"]);
    const known = Object.keys(propertiesOf(error.parentSchema));
    const free = known.filter((name) => !(isObject(error.data) && name in error.data));
    return diagnose("MCPC6320", { tool: tool.name, pointer, property, suggestion: nearest(property, free), known });
  }
  if (error.keyword === "required") {
    const property = String(parameters["missingProperty"]);
    const expected = expectedOf(propertiesOf(error.parentSchema)[property]);
    const given = others.some((other) => isAdditional(other) && other.instancePath === pointer) ? undefined : misspeltAs(property, error);
    return diagnose("MCPC6321", { tool: tool.name, pointer, property, expected, given });
  }
  return diagnose("MCPC6322", { tool: tool.name, pointer, expected: wanted(error), found: shown(error.data) });
}

function isAdditional({ keyword }: ErrorObject): boolean {
  return keyword === "additionalProperties" || keyword === "unevaluatedProperties";
}

/** The argument that was given in place of a missing one. */
function misspeltAs(property: string, { data, parentSchema }: ErrorObject): string | undefined {
  const known = propertiesOf(parentSchema);
  return Object.keys(isObject(data) ? data : {}).find((name) => !(name in known) && nearest(name, [property]) === property);
}

function propertiesOf(schema: unknown): JsonObject {
  return isObject(schema) && isObject(schema["properties"]) ? schema["properties"] : {};
}

/** What an error asks for, in words. */
function wanted(error: ErrorObject): string {
  const parameters = error.params as JsonObject;
  if (error.keyword === "type") return expectedOf({ type: parameters["type"] });
  if (error.keyword === "enum") return `one of ${list(parameters["allowedValues"])}`;
  if (error.keyword === "const") return shown(parameters["allowedValue"]);
  if (error.keyword === "anyOf" || error.keyword === "oneOf")
    return expectedOf(error.parentSchema) || "of one of the forms the tool allows";
  if (error.keyword === "format") return `a valid ${String(parameters["format"])}`;
  return (error.message ?? "valid").replace(/^must (?:be )?/, "").replace(/^NOT /, "not ");
}

/** A schema in a few words: `string`, `integer`, `one of "a", "b"`; empty where it says too much for that. */
function expectedOf(schema: unknown): string {
  if (!isObject(schema)) return "";
  if (Array.isArray(schema["enum"])) return `one of ${list(schema["enum"])}`;
  if (typeof schema["type"] === "string") return article(schema["type"]);
  if (Array.isArray(schema["type"])) return schema["type"].map((type) => article(String(type))).join(" or ");
  const branches = schema["anyOf"] ?? schema["oneOf"];
  const parts = Array.isArray(branches) ? branches.map(expectedOf) : [];
  return parts.includes("") ? "" : parts.join(" or ");
}

function article(type: string): string {
  if (type === "null") return "null";
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => shown(value)).join(", ") : "";
}

/** A value as a person would write it, shortened: arguments may be whole documents. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
