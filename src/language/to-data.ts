import type { Node } from "./node.ts";

/** Plain data of a tree, as `JSON.parse` would give it. */
export function toData(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(toData);
  const data: Record<string, unknown> = {};
  for (const [key, entry] of node.entries) data[key] = toData(entry.value);
  return data;
}
