import { isObject, type JsonObject } from "./json-rpc.ts";
import type { ToolDescription } from "./session.ts";

/** An argument that the tool's schema wants mirrored in a header (2026-07-28, `x-mcp-header`). */
export interface Mirrored {
  readonly path: readonly string[];
  readonly header: string;
}

/** Token of RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Keywords whose values are data and not schemas. */
const dataKeywords = new Set(["default", "examples", "const", "enum"]);

/** `Mcp-Param-*` headers of a call to a listed tool. */
export function paramHeaders(
  tools: readonly ToolDescription[] | undefined,
  params: JsonObject | undefined,
): Record<string, string> | undefined {
  const tool = tools?.find((candidate) => candidate.name === params?.["name"]);
  if (tool === undefined) return undefined;
  const headers: Record<string, string> = {};
  for (const { path, header } of mirroredIn(tool.inputSchema) ?? []) {
    const value = path.reduce<unknown>((node, key) => (isObject(node) ? node[key] : undefined), params?.["arguments"]);
    if (["string", "number", "boolean"].includes(typeof value)) headers[`Mcp-Param-${header}`] = encodeHeaderValue(String(value));
  }
  return headers;
}

/** False for a tool that breaks the rules of `x-mcp-header`, which a client over HTTP must leave out (2026-07-28, basic/transports). */
export function hasValidParamHeaders(tool: ToolDescription): boolean {
  return mirroredIn(tool.inputSchema) !== undefined;
}

/** The declarations of a schema, or nothing when one of them is not allowed. */
export function mirroredIn(schema: unknown): readonly Mirrored[] | undefined {
  const found: Mirrored[] = [];
  const names = new Set<string>();
  /** `reachable`: only `properties` lie between the root and here, so that the argument is where it seems. */
  function isValid(node: unknown, path: readonly string[], reachable: boolean): boolean {
    if (Array.isArray(node)) return node.every((item) => isValid(item, path, false));
    if (!isObject(node)) return true;
    if ("x-mcp-header" in node) {
      const header = node["x-mcp-header"];
      if (!reachable || path.length === 0 || typeof header !== "string" || !token.test(header)) return false;
      if (!["string", "integer", "boolean"].includes(String(node["type"])) || names.has(header.toLowerCase())) return false;
      names.add(header.toLowerCase());
      found.push({ path, header });
    }
    return Object.entries(node).every(([keyword, value]) => {
      if (dataKeywords.has(keyword)) return true;
      if (keyword !== "properties" || !isObject(value)) return isValid(value, path, false);
      return Object.entries(value).every(([key, property]) => isValid(property, [...path, key], reachable));
    });
  }
  return isValid(schema, [], true) ? found : undefined;
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
