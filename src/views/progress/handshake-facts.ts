import { count } from "../text/units.ts";

/** What a handshake told, in words: `2025-11-25`, `4 tools`. */
export function handshakeFacts({ protocol, tools }: { readonly protocol?: string; readonly tools?: number }): readonly string[] {
  const facts = protocol === undefined ? [] : [protocol];
  return tools === undefined ? facts : [...facts, count(tools, "tool")];
}
