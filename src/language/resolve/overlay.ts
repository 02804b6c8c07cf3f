import type { Layer } from "../../model/origin.ts";
import type { MapEntry, MapNode, Node } from "../node.ts";
import type { ExclusiveKeys } from "../schema/exactly-one.ts";
import { tlsRules } from "../schema/gateway.ts";
import { checkRules } from "../schema/health.ts";
import { runRules } from "../schema/run.ts";
import { secretRules } from "../schema/secret.ts";
import { serviceRules } from "../schema/service.ts";

/** Maps of which exactly one of several keys is set: a later layer that sets another one replaces the first. */
const exclusiveMaps: ReadonlyMap<string, ExclusiveKeys> = new Map([
  ["run", runRules],
  ["readiness", checkRules],
  ["liveness", checkRules],
  ["check", checkRules],
  ["from", secretRules],
  ["tls", tlsRules],
]);

/** Which of two merged maps gives the place that diagnostics point at. */
export type Primary = "lower" | "upper";

/**
 * Lays one value over another: maps merge, lists and scalars replace, `null` removes (the result is then `undefined`).
 * Every value keeps its place and layer, and remembers what it replaced.
 */
export function mergeOver(lower: Node | undefined, upper: Node, primary: Primary, key = "", parentKey = ""): Node | undefined {
  if (upper.kind === "scalar" && upper.value === null) return undefined;
  if (lower?.kind === "map" && upper.kind === "map") return mergeMaps(lower, upper, primary, key, parentKey);
  const value = withoutNulls(upper);
  return lower === undefined ? value : { ...value, replaced: lower };
}

function mergeMaps(lower: MapNode, upper: MapNode, primary: Primary, key: string, parentKey: string): MapNode {
  const rules = parentKey === "services" ? serviceRules : exclusiveMaps.get(key);
  const entries = new Map(rules === undefined ? lower.entries : withoutOtherKinds(lower, upper, rules));
  for (const [name, entry] of upper.entries) {
    const before = entries.get(name);
    const value = mergeOver(before?.value, entry.value, primary, name, key);
    if (value === undefined) entries.delete(name);
    else entries.set(name, { keyRange: before !== undefined && primary === "lower" ? before.keyRange : entry.keyRange, value });
  }
  const { range, layer } = primary === "lower" ? lower : upper;
  return { kind: "map", entries, range, layer };
}

function withoutOtherKinds(lower: MapNode, upper: MapNode, rules: ExclusiveKeys): ReadonlyMap<string, MapEntry> {
  const has = (kind: string) => {
    const value = upper.entries.get(kind)?.value;
    return value !== undefined && !(value.kind === "scalar" && value.value === null);
  };
  const chosen = rules.kinds.filter(has);
  if (chosen.length === 0 || chosen.some((kind) => lower.entries.has(kind))) return lower.entries;
  return new Map([...lower.entries].filter(([name]) => !rules.kinds.includes(name) && rules.belongs[name] === undefined));
}

/** Without the keys that are set to `null`. Lists stay as they are: inside them, `null` is a value. */
export function withoutNulls(node: Node): Node {
  if (node.kind !== "map") return node;
  let changed = false;
  const entries = new Map<string, MapEntry>();
  for (const [name, entry] of node.entries) {
    if (entry.value.kind === "scalar" && entry.value.value === null) {
      changed = true;
      continue;
    }
    const value = withoutNulls(entry.value);
    if (value !== entry.value) changed = true;
    entries.set(name, value === entry.value ? entry : { ...entry, value });
  }
  return changed ? { ...node, entries } : node;
}

/** The same value as part of another layer. */
export function withLayer(node: Node, layer: Layer): Node {
  if (node.kind === "scalar") return { ...node, layer };
  if (node.kind === "list") return { ...node, layer, items: node.items.map((item) => withLayer(item, layer)) };
  const entries = new Map([...node.entries].map(([name, entry]) => [name, { ...entry, value: withLayer(entry.value, layer) }]));
  return { ...node, layer, entries };
}
