import { stackJsonSchemaText } from "../../src/language/json-schema.ts";

/** The committed JSON Schema of the language: where it stands and what it must say. */
export const stackSchemaFile = { path: "schemas/mcp.stack.schema.json", text: stackJsonSchemaText };
