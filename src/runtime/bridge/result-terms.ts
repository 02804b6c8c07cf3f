import { parseExactly } from "../../mcp/exact-json.ts";
import { isObject, type JsonObject } from "../../mcp/json-rpc.ts";
import { resultFor } from "./eras.ts";

/** Operations whose results carry a lifetime in 2026-07-28 (specification, server/utilities/caching). */
const cacheable = new Set(["tools/list", "prompts/list", "resources/list", "resources/templates/list", "resources/read"]);

const complete = '{"resultType":"complete"';
const lifetime = ',"ttlMs":0,"cacheScope":"private"';

/** A legacy server's result in modern terms: the members that are prescribed are put before the others, which nobody reads here. */
export function modernText(method: string, text: string): string {
  // Rare: a legacy server whose results have such members of their own, or some that only contain the word.
  if (text.includes('"resultType"') || text.includes('"ttlMs"') || !text.startsWith("{")) {
    return JSON.stringify(resultFor("modern", method, parseExactly(text) as JsonObject));
  }
  const rest = text.slice(1);
  const members = `${complete}${cacheable.has(method) ? lifetime : ""}`;
  return rest.trimStart() === "}" ? `${members}}` : `${members},${rest}`;
}

/** A modern server's result, with what is prescribed where the server left it out. */
export function completedText(method: string, text: string): string {
  return /"resultType"\s*:\s*"/.test(text) ? text : modernText(method, text);
}

/** Is it the result of a tool that failed? Looked into only where the words are in it somewhere. */
export function isToolError(text: string): boolean {
  if (!/"isError"\s*:\s*true/.test(text)) return false;
  const result: unknown = JSON.parse(text);
  return isObject(result) && result["isError"] === true;
}

/** The result as an object where it asks for input; nothing where it is an ordinary one. */
export function inputRequiredIn(text: string): JsonObject | undefined {
  if (!text.includes('"input_required"')) return undefined;
  const result: unknown = parseExactly(text);
  return isObject(result) && result["resultType"] === "input_required" ? result : undefined;
}
