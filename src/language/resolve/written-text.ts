import type { MapNode, Node } from "../node.ts";
import { mapAt, mapValues, withEntry } from "./node-at.ts";

/** Numbers and booleans in `env` become the text that was written, so that `VERSION: 1.10` does not turn into `1.1`. */
export function withWrittenEnvironment(tree: MapNode): MapNode {
  let result = tree;
  for (const section of ["servers", "services"]) {
    const things = mapAt(tree, section);
    if (things === undefined) continue;
    result = withEntry(
      result,
      section,
      mapValues(things, (thing) => {
        const env = thing.kind === "map" ? mapAt(thing, "env") : undefined;
        if (thing.kind !== "map" || env === undefined || ![...env.entries.values()].some((entry) => isConverted(entry.value))) return thing;
        return withEntry(thing, "env", mapValues(env, asWritten));
      }),
    );
  }
  return result;
}

function isConverted(node: Node): boolean {
  return node.kind === "scalar" && (typeof node.value === "number" || typeof node.value === "boolean");
}

function asWritten(node: Node): Node {
  if (node.kind !== "scalar" || !isConverted(node)) return node;
  const isSubstituted = node.source?.includes("${") === true;
  return { ...node, value: isSubstituted || node.source === undefined ? String(node.value) : node.source };
}
