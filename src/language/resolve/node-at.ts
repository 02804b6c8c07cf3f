import type { Path } from "../../model/path.ts";
import type { MapEntry, MapNode, Node } from "../node.ts";

/** The value at a path; `undefined` when there is none. */
export function nodeAt(root: Node, path: Path): Node | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = childOf(node, step);
  }
  return node;
}

/** The key and value at a path whose last step is a key. */
export function entryAt(root: Node, path: Path): MapEntry | undefined {
  const parent = nodeAt(root, path.slice(0, -1));
  const last = path.at(-1);
  return parent?.kind === "map" && typeof last === "string" ? parent.entries.get(last) : undefined;
}

/** The map at a key of a map; `undefined` when there is none or it is something else. */
export function mapAt(map: MapNode | undefined, key: string): MapNode | undefined {
  const value = map?.entries.get(key)?.value;
  return value?.kind === "map" ? value : undefined;
}

/** The text at a key of a map. */
export function textAt(map: MapNode | undefined, key: string): string | undefined {
  const value = map?.entries.get(key)?.value;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

/** A map with one entry set or, where `value` is `undefined`, removed. */
export function withEntry(map: MapNode, key: string, value: Node | undefined): MapNode {
  const entries = new Map(map.entries);
  if (value === undefined) entries.delete(key);
  else entries.set(key, { keyRange: map.entries.get(key)?.keyRange ?? value.range, value });
  return { ...map, entries };
}

/** A map with every value replaced; where `change` gives `undefined`, the key goes. */
export function mapValues(map: MapNode, change: (value: Node, key: string) => Node | undefined): MapNode {
  const entries = new Map<string, MapEntry>();
  for (const [key, entry] of map.entries) {
    const value = change(entry.value, key);
    if (value !== undefined) entries.set(key, value === entry.value ? entry : { ...entry, value });
  }
  return { ...map, entries };
}

function childOf(node: Node, step: string | number): Node | undefined {
  if (node.kind === "map") return typeof step === "string" ? node.entries.get(step)?.value : undefined;
  if (node.kind === "list") return typeof step === "number" ? node.items[step] : undefined;
  return undefined;
}
