import { isRecord } from "../../model/record.ts";
import { visible } from "../text/visible.ts";

interface ObjectSchema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly unknown[];
}

/** Names of a tool's parameters, required ones first, optional ones in brackets: `path [head] [tail]`. */
export function parameters(inputSchema: unknown): string {
  const { properties, required } = asObjectSchema(inputSchema);
  const names = Object.keys(properties);
  const needed = names.filter((name) => required.includes(name));
  const optional = names.filter((name) => !required.includes(name));
  return visible([...needed, ...optional.map((name) => `[${name}]`)].join(" "));
}

/** Arguments with an ellipsis for each required parameter, to be filled in: `{"path":"…"}`. */
export function exampleArguments(inputSchema: unknown): string {
  const { properties, required } = asObjectSchema(inputSchema);
  const needed = Object.keys(properties).filter((name) => required.includes(name));
  return visible(JSON.stringify(Object.fromEntries(needed.map((name) => [name, "…"]))));
}

/** Servers send what they like: whatever is not an object schema has no parameters. */
function asObjectSchema(schema: unknown): ObjectSchema {
  const { properties, required } = isRecord(schema) ? schema : {};
  return { properties: isRecord(properties) ? properties : {}, required: Array.isArray(required) ? required : [] };
}
