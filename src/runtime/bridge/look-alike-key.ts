import type { JsonObject } from "../../mcp/json-rpc.ts";

/**
 * A member that some parsers take for one of `names`, because they do not tell capitals from small letters (that of Go's standard
 * library, and what is built on it). Who decides by one of the names must not pass on both.
 */
export function lookAlikeKey(object: JsonObject, names: readonly string[]): string | undefined {
  return Object.keys(object).find((key) => !names.includes(key) && names.includes(folded(key)));
}

/** Through capitals first, so that letters go along that are small only, such as the long s. */
function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}
