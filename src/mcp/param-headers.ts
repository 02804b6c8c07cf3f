import { isObject, type JsonObject } from "./json-rpc.ts";
import type { ToolDescription } from "./session.ts";

/** `Mcp-Param-*` headers of a call: arguments that the tool's schema wants mirrored (2026-07-28, `x-mcp-header`). */
export function paramHeaders(
  tools: readonly ToolDescription[] | undefined,
  params: JsonObject | undefined,
): Record<string, string> | undefined {
  const tool = tools?.find((candidate) => candidate.name === params?.["name"]);
  if (tool === undefined) return undefined;
  const headers: Record<string, string> = {};
  collect(tool.inputSchema, params?.["arguments"], headers);
  return headers;
}

function collect(schema: unknown, value: unknown, headers: Record<string, string>): void {
  if (!isObject(schema) || value === undefined || value === null) return;
  const name = schema["x-mcp-header"];
  if (typeof name === "string" && ["string", "number", "boolean"].includes(typeof value)) {
    headers[`Mcp-Param-${name}`] = encodeHeaderValue(String(value));
  }
  if (!isObject(schema["properties"]) || !isObject(value)) return;
  for (const [key, property] of Object.entries(schema["properties"])) collect(property, value[key], headers);
}

/** Plain visible ASCII as it is, everything else as `=?base64?…?=` (2026-07-28, basic/transports, "Value encoding"). */
export function encodeHeaderValue(value: string): string {
  const plain = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !/^=\?base64\?.*\?=$/.test(value);
  return plain ? value : `=?base64?${Buffer.from(value, "utf8").toString("base64")}?=`;
}

/** The value behind a header, or `undefined` when its encoding is broken. */
export function decodeHeaderValue(value: string): string | undefined {
  const encoded = /^=\?base64\?(.*)\?=$/.exec(value)?.[1];
  if (encoded === undefined) return value;
  const bytes = Buffer.from(encoded, "base64");
  return bytes.toString("base64") === encoded ? bytes.toString("utf8") : undefined;
}
