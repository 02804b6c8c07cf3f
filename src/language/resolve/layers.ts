import type { MapEntry, MapNode, Node } from "../node.ts";
import { mapAt, mapValues, withEntry } from "./node-at.ts";
import { mergeOver, withLayer, withoutNulls } from "./overlay.ts";

/** Sections whose entries may be left empty: `secrets: {token: }` declares a name and nothing else. */
const mayBeEmpty = ["secrets", "variables", "environments"];

/** What lies over the stack. */
export interface UpperLayers {
  /** The chosen environment. */
  readonly environment?: MapNode;
  /** From `--set`. */
  readonly set?: MapNode;
}

/** Built-in default < `defaults` < server < the environment's overrides < `--set`; built-in defaults come with the schema. */
export function applyLayers(tree: MapNode, upper: UpperLayers): MapNode {
  const overrides = layered(mapAt(upper.environment, "overrides"), "environment");
  const secrets = layered(mapAt(upper.environment, "secrets"), "environment");
  const layers = [overrides, upper.set].filter((layer) => layer !== undefined);
  const defaults = layers.reduce<MapNode | undefined>(
    (below, layer) => overMap(below, mapAt(layer, "defaults")),
    layered(mapAt(tree, "defaults"), "defaults"),
  );
  let result = withoutEmpty(tree);
  if (secrets !== undefined) result = overMap(result, onlySection("secrets", secrets)) ?? result;
  result = withServers(result, (servers) => mapValues(servers, (server) => overDefaults(defaults, server)));
  for (const layer of layers) result = overMap(withNewServers(result, layer, defaults), withoutSection(layer, "defaults")) ?? result;
  return defaults === undefined ? result : withEntry(result, "defaults", defaults);
}

function layered(map: MapNode | undefined, layer: "defaults" | "environment"): MapNode | undefined {
  const node = map === undefined ? undefined : withLayer(map, layer);
  return node?.kind === "map" ? node : undefined;
}

function overMap(lower: MapNode | undefined, upper: MapNode | undefined): MapNode | undefined {
  if (upper === undefined) return lower;
  const merged = mergeOver(lower, upper, "lower");
  return merged?.kind === "map" ? merged : lower;
}

function overDefaults(defaults: MapNode | undefined, server: Node): Node | undefined {
  if (server.kind !== "map") return server;
  return defaults === undefined ? withoutNulls(server) : mergeOver(withoutNulls(defaults), server, "upper");
}

/** Servers that only a later layer adds get the defaults too. */
function withNewServers(tree: MapNode, layer: MapNode, defaults: MapNode | undefined): MapNode {
  const known = mapAt(tree, "servers");
  const added: [string, MapEntry][] = [];
  for (const [name, entry] of mapAt(layer, "servers")?.entries ?? []) {
    if (defaults === undefined || known?.entries.has(name) === true || entry.value.kind !== "map") continue;
    added.push([name, { ...entry, value: { ...defaults, range: entry.value.range, layer: entry.value.layer } }]);
  }
  if (added.length === 0) return tree;
  const base: MapNode = known ?? { kind: "map", entries: new Map(), range: layer.range, layer: layer.layer };
  return withEntry(tree, "servers", { ...base, entries: new Map([...base.entries, ...added]) });
}

function withServers(tree: MapNode, change: (servers: MapNode) => MapNode): MapNode {
  const servers = mapAt(tree, "servers");
  return servers === undefined ? tree : withEntry(tree, "servers", change(servers));
}

/** Keys without a value are as good as absent, but for names: what stands under `servers` without a body stays to be reported. */
function withoutEmpty(tree: MapNode): MapNode {
  return mapValues(tree, (section, key) => {
    if (isNull(section)) return undefined;
    if (key === "servers" || section.kind !== "map") return section;
    if (key === "services") return mapValues(section, (service) => (isNull(service) ? service : withoutNulls(service)));
    if (!mayBeEmpty.includes(key)) return withoutNulls(section);
    return mapValues(section, (entry) =>
      isNull(entry) ? { kind: "map", entries: new Map(), range: entry.range, layer: entry.layer } : entry,
    );
  });
}

function isNull(node: Node): boolean {
  return node.kind === "scalar" && node.value === null;
}

function onlySection(section: string, value: MapNode): MapNode {
  return { ...value, entries: new Map([[section, { keyRange: value.range, value }]]) };
}

function withoutSection(map: MapNode, section: string): MapNode {
  return map.entries.has(section) ? withEntry(map, section, undefined) : map;
}
