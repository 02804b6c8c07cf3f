import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import type { MapNode, Node } from "../node.ts";
import { parseYaml } from "../parse/parse-yaml.ts";
import { SourceText } from "../parse/source-text.ts";
import { keysOf, schemaAt } from "../schema/schema-at.ts";
import { mapAt, withEntry } from "./node-at.ts";
import { withLayer } from "./overlay.ts";

/** Name under which what stands on the command line is quoted. */
export const setSource = "--set";

/** One variable on the command line. */
export interface SetVariable {
  readonly text: string;
  readonly keyRange: SourceRange;
  /** Of the value. */
  readonly range: SourceRange;
}

export interface SetLayer {
  /** Values of variables. */
  readonly variables: ReadonlyMap<string, SetVariable>;
  /** The last layer over the stack; absent when nothing of it is set. */
  readonly overlay?: MapNode;
  /** One line `key=value` for each, so that diagnostics have something to quote. */
  readonly source?: SourceText;
}

/**
 * Reads `--set`. A key without dots is a variable; one with dots is a place in the stack, and its value is read as YAML, so that `3` is a
 * number, `[a, b]` a list and `null` removes.
 */
export function readSetLayer(set: Readonly<Record<string, string>>, diagnostics: Diagnostic[]): SetLayer {
  const pairs = Object.entries(set);
  if (pairs.length === 0) return { variables: new Map() };
  const source = new SourceText(setSource, pairs.map(([key, value]) => `${key}=${value}`).join("\n"));
  const variables = new Map<string, SetVariable>();
  let overlay: MapNode | undefined;
  let offset = 0;
  for (const [key, value] of pairs) {
    const keyRange = source.range(offset, offset + key.length);
    const valueRange = source.range(offset + key.length + 1, offset + key.length + 1 + value.length);
    offset = valueRange.end.offset + 1;
    const steps = key.split(".");
    if (steps.length === 1) variables.set(key, { text: value, keyRange, range: valueRange });
    else if (isPlace(steps)) overlay = put(overlay ?? emptyMap(keyRange), steps, placedValue(value, valueRange, diagnostics), keyRange);
    else diagnostics.push(diagnose("MCPC3114", { text: `${key}=${value}` }, { range: keyRange }));
  }
  return { variables, overlay, source };
}

function isPlace(steps: readonly string[]): boolean {
  const overridable = schemaAt(["environments", "any", "overrides"]);
  const known = overridable === undefined ? [] : keysOf(overridable);
  return known.includes(steps[0] ?? "") && steps.every((step) => step !== "" && step !== "__proto__");
}

function placedValue(text: string, range: SourceRange, diagnostics: Diagnostic[]): Node {
  const { node, diagnostics: problems } = parseYaml(new SourceText(setSource, text));
  if (node !== undefined && problems.length === 0 && text.trim() !== "") return atRange(withLayer(node, "set"), range);
  if (/^[[{"'&*!]/.test(text)) diagnostics.push(...problems.map((problem) => ({ ...problem, range })));
  return { kind: "scalar", value: text, range, layer: "set" };
}

function atRange(node: Node, range: SourceRange): Node {
  if (node.kind === "scalar") return { ...node, range };
  if (node.kind === "list") return { ...node, range, items: node.items.map((item) => atRange(item, range)) };
  const entries = [...node.entries].map(([key, entry]) => [key, { keyRange: range, value: atRange(entry.value, range) }] as const);
  return { ...node, range, entries: new Map(entries) };
}

function put(map: MapNode, steps: readonly string[], value: Node, keyRange: SourceRange): MapNode {
  const [step = "", ...rest] = steps;
  if (rest.length === 0) return withEntry(map, step, value);
  return withEntry(map, step, put(mapAt(map, step) ?? emptyMap(keyRange), rest, value, keyRange));
}

function emptyMap(range: SourceRange): MapNode {
  return { kind: "map", entries: new Map(), range, layer: "set" };
}
