import type { MapNode, Node } from "../node.ts";
import { mapValues, withEntry } from "./node-at.ts";

/** Sections whose entries may hold extension keys. */
const withExtensions = ["servers", "services"];

/**
 * The tree without extension keys (`x-…`), which mean nothing to mcpc: at the top, in servers and services, in `defaults` and in the
 * same places of an environment's overrides. They are where anchors are kept.
 */
export function withoutExtensions(tree: MapNode): MapNode {
  const stripped = withoutSectionExtensions(withoutOwn(tree));
  const environments = stripped.entries.get("environments")?.value;
  if (environments?.kind !== "map") return stripped;
  const cleaned = mapValues(environments, (environment) => {
    const overrides = environment.kind === "map" ? environment.entries.get("overrides")?.value : undefined;
    if (environment.kind !== "map" || overrides?.kind !== "map") return environment;
    return withEntry(environment, "overrides", withoutSectionExtensions(withoutOwn(overrides)));
  });
  return withEntry(stripped, "environments", cleaned);
}

function withoutSectionExtensions(tree: MapNode): MapNode {
  let result = tree;
  for (const section of withExtensions) {
    const map = tree.entries.get(section)?.value;
    if (map?.kind === "map") result = withEntry(result, section, mapValues(map, withoutOwn));
  }
  const defaults = tree.entries.get("defaults")?.value;
  return defaults?.kind === "map" ? withEntry(result, "defaults", withoutOwn(defaults)) : result;
}

function withoutOwn<N extends Node>(node: N): N {
  if (node.kind !== "map" || ![...node.entries.keys()].some((key) => key.startsWith("x-"))) return node;
  return { ...node, entries: new Map([...node.entries].filter(([key]) => !key.startsWith("x-"))) };
}
