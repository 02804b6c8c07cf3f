import type { SourceRange } from "../../diagnostics/source.ts";
import type { Path } from "../../model/path.ts";
import type { Node } from "../node.ts";

/** The token that set the value at `path`, or its key's; list items have no key and give their own place. */
export function locate(tree: Node, path: Path, side: "key" | "value"): SourceRange | undefined {
  let node: Node = tree;
  let key: SourceRange | undefined;
  for (const step of path) {
    const next = childOf(node, step);
    if (next === undefined) return undefined;
    node = next.value;
    key = next.key;
  }
  return side === "key" ? (key ?? node.range) : node.range;
}

/** `locate`, falling back to the key of the nearest container that exists. The root is no help and gives `undefined`. */
export function locateNear(tree: Node, path: Path, side: "key" | "value"): SourceRange | undefined {
  const exact = locate(tree, path, side);
  if (exact !== undefined) return exact;
  for (let length = path.length - 1; length > 0; length--) {
    const around = locate(tree, path.slice(0, length), "key");
    if (around !== undefined) return around;
  }
  return undefined;
}

function childOf(node: Node, step: string | number): { readonly value: Node; readonly key: SourceRange | undefined } | undefined {
  if (node.kind === "map" && typeof step === "string") {
    const entry = node.entries.get(step);
    return entry === undefined ? undefined : { value: entry.value, key: entry.keyRange };
  }
  if (node.kind === "list" && typeof step === "number") {
    const item = node.items[step];
    return item === undefined ? undefined : { value: item, key: undefined };
  }
  return undefined;
}
