import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import type { MapNode, Node, ScalarNode } from "../node.ts";
import { fitsPattern } from "../pattern/fits-pattern.ts";
import { mapAt, textAt } from "./node-at.ts";

export type VariableValue = string | number | boolean;

/** Where values of variables may come from, besides their defaults. */
export interface VariableInputs {
  /** `--set`, by variable. */
  readonly set: ReadonlyMap<string, { readonly text: string; readonly range: SourceRange }>;
  /** An environment variable of mcpc itself. */
  readonly env: (name: string) => string | undefined;
  /** `environments.<chosen>.set`. */
  readonly environment?: MapNode;
}

interface Candidate {
  readonly value: VariableValue;
  /** True for texts of the command line and the environment, which are converted to the declared type. */
  readonly isText: boolean;
  readonly from: string;
  readonly range: SourceRange;
}

/** `MCPC_VAR_` and the name in capitals, `-` as `_`. */
export function variableOfEnvironment(name: string): string {
  return `MCPC_VAR_${name.toUpperCase().replaceAll("-", "_")}`;
}

/**
 * Values of all variables: `--set` > `MCPC_VAR_…` > the environment's `set` > default. A variable whose value is missing or wrong is
 * reported and left out.
 */
export function resolveVariables(
  declared: MapNode | undefined,
  inputs: VariableInputs,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, VariableValue> {
  const values = new Map<string, VariableValue>();
  for (const [name, { keyRange, value: declaration }] of declared?.entries ?? []) {
    const map = declaration.kind === "map" ? declaration : undefined;
    const candidate = candidateOf(name, map, inputs, keyRange);
    if (candidate === undefined) {
      diagnostics.push(diagnose("MCPC3111", { name, variable: variableOfEnvironment(name) }, { range: keyRange }));
      continue;
    }
    const judged = judge(name, map, candidate);
    if (typeof judged === "object") diagnostics.push(judged);
    else values.set(name, judged);
  }
  return values;
}

function judge(name: string, declaration: MapNode | undefined, candidate: Candidate): VariableValue | Diagnostic {
  const type = textAt(declaration, "type") ?? "string";
  const value = convert(candidate, type);
  const problem = value === undefined ? `is not a ${type}` : violation(value, declaration);
  if (value !== undefined && problem === undefined) return value;
  return diagnose("MCPC3112", { name, problem: problem ?? "", from: candidate.from }, { range: candidate.range });
}

/** What is wrong with the literal values of an environment's `set`, whether it is chosen or not. */
export function wrongSettings(set: MapNode | undefined, declared: MapNode | undefined): readonly Diagnostic[] {
  return [...(set?.entries ?? [])].flatMap(([name, { value }]) => {
    const declaration = mapAt(declared, name);
    if (declaration === undefined || !isValue(value) || String(value.value).includes("${")) return [];
    const judged = judge(name, declaration, { value: value.value, isText: false, from: environmentSet, range: value.range });
    return typeof judged === "object" ? [judged] : [];
  });
}

/** Where a value came from, in words. */
const environmentSet = "the environment's set";

function candidateOf(name: string, declaration: MapNode | undefined, inputs: VariableInputs, keyRange: SourceRange): Candidate | undefined {
  const set = inputs.set.get(name);
  if (set !== undefined) return { value: set.text, isText: true, from: "--set", range: set.range };
  const variable = variableOfEnvironment(name);
  const text = inputs.env(variable);
  if (text !== undefined) return { value: text, isText: true, from: variable, range: keyRange };
  const chosen = inputs.environment?.entries.get(name)?.value;
  if (isValue(chosen)) return { value: chosen.value, isText: false, from: environmentSet, range: chosen.range };
  const fallback = declaration?.entries.get("default")?.value;
  if (isValue(fallback)) return { value: fallback.value, isText: false, from: "its default", range: fallback.range };
  return undefined;
}

function convert({ value, isText }: Candidate, type: string): VariableValue | undefined {
  if (type === "string") return typeof value === "string" || isText ? String(value) : undefined;
  if (type === "number") {
    if (typeof value === "number") return value;
    return isText && /^-?\d+(?:\.\d+)?$/.test(String(value)) ? Number(value) : undefined;
  }
  if (type === "boolean") {
    if (typeof value === "boolean") return value;
    return isText && (value === "true" || value === "false") ? value === "true" : undefined;
  }
  // An unknown type is reported where it stands.
  return value;
}

function violation(value: VariableValue, declaration: MapNode | undefined): string | undefined {
  const allowed = declaration?.entries.get("enum")?.value;
  if (allowed?.kind === "list") {
    const values = allowed.items.filter(isValue).map((item) => item.value);
    if (!values.includes(value)) return `is not one of ${values.join(", ")}`;
  }
  const pattern = textAt(declaration, "pattern");
  if (pattern === undefined || typeof value !== "string") return undefined;
  return matches(pattern, value) ? undefined : `does not fit the pattern ${pattern}`;
}

function matches(pattern: string, value: string): boolean {
  try {
    return fitsPattern(pattern, value);
  } catch {
    // A pattern that cannot be used is reported where it stands.
    return true;
  }
}

function isValue(node: Node | undefined): node is ScalarNode & { readonly value: VariableValue } {
  return node?.kind === "scalar" && node.value !== null;
}

/** Entries of an environment's `set` that no variable is declared for. */
export function unknownVariables(
  set: MapNode | undefined,
  declared: MapNode | undefined,
): readonly { readonly name: string; readonly range: SourceRange }[] {
  return [...(set?.entries ?? [])]
    .filter(([name]) => !declared?.entries.has(name))
    .map(([name, entry]) => ({ name, range: entry.keyRange }));
}

/** The map of an environment, where it is one. */
export function environmentMap(tree: MapNode, environment: string): MapNode | undefined {
  return mapAt(mapAt(tree, "environments"), environment);
}
