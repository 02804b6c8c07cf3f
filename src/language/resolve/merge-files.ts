import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { formatPath, type Path } from "../../model/path.ts";
import type { MapEntry, MapNode } from "../node.ts";

/** Sections whose entries are whole things: a thing belongs to one file. */
const wholeThings = new Set(["servers", "services", "secrets", "variables"]);

/** Puts an included file beside another one. No file wins: what both set is an error that shows both places. */
export function mergeFiles(base: MapNode, included: MapNode, diagnostics: Diagnostic[]): MapNode {
  const entries = new Map(base.entries);
  for (const [key, entry] of included.entries) {
    if (key === "include" || key.startsWith("x-")) continue;
    const first = entries.get(key);
    if (key === "apiVersion" && first !== undefined && isSameScalar(first, entry)) continue;
    entries.set(key, first === undefined ? entry : mergeEntries(first, entry, [key], diagnostics));
  }
  return { ...base, entries };
}

function mergeEntries(first: MapEntry, second: MapEntry, path: Path, diagnostics: Diagnostic[]): MapEntry {
  const isThing = path.length === 2 && wholeThings.has(String(path[0]));
  if (first.value.kind !== "map" || second.value.kind !== "map" || isThing) {
    const related = [{ range: first.keyRange, message: "first set here" }];
    diagnostics.push(diagnose("MCPC1024", { where: formatPath(path) }, { range: second.keyRange, related }));
    return first;
  }
  const entries = new Map(first.value.entries);
  for (const [key, entry] of second.value.entries) {
    const known = entries.get(key);
    entries.set(key, known === undefined ? entry : mergeEntries(known, entry, [...path, key], diagnostics));
  }
  return { keyRange: first.keyRange, value: { ...first.value, entries } };
}

function isSameScalar(first: MapEntry, second: MapEntry): boolean {
  return first.value.kind === "scalar" && second.value.kind === "scalar" && first.value.value === second.value.value;
}
