import type { MapNode } from "../node.ts";
import { mapAt } from "./node-at.ts";

/** What references may point at, by kind. */
export interface Names {
  readonly variables: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly servers: ReadonlySet<string>;
}

/** Names of a stack. Things that only an environment or `--set` adds count as well, as far as they are in `layers`. */
export function namesOf(tree: MapNode, layers: readonly (MapNode | undefined)[]): Names {
  const collect = (section: string) => {
    const names = new Set<string>();
    for (const map of [tree, ...layers]) for (const key of mapAt(map, section)?.entries.keys() ?? []) names.add(key);
    return names;
  };
  return { variables: collect("variables"), secrets: collect("secrets"), services: collect("services"), servers: collect("servers") };
}
