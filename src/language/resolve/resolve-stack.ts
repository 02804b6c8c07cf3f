import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { MapNode, Node } from "../node.ts";
import { chooseEnvironment } from "./choose-environment.ts";
import { withoutExtensions } from "./extensions.ts";
import { applyLayers } from "./layers.ts";
import { namesOf } from "./names.ts";
import { mapAt, mapValues, textAt, withEntry } from "./node-at.ts";
import { readSetLayer } from "./set-layer.ts";
import { Substitution, type SubstitutionContext } from "./substitute.ts";
import type { Sources } from "./token-range.ts";
import { environmentMap, resolveVariables, unknownVariables, wrongSettings } from "./variables.ts";
import { withWrittenEnvironment } from "./written-text.ts";

/** What the caller of mcpc chose. */
export interface ResolveRequest {
  readonly environment?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly env: (name: string) => string | undefined;
}

export interface ResolvedStack {
  /** All layers merged, compile-time references replaced. */
  readonly tree: MapNode;
  readonly environment: string;
  /** With the virtual source of `--set`. */
  readonly sources: Sources;
  readonly diagnostics: readonly Diagnostic[];
}

/** From the merged files to the effective stack of one environment. Goes on after errors, so that all of them are found. */
export function resolveStack(files: MapNode, fileSources: Sources, request: ResolveRequest): ResolvedStack {
  const diagnostics: Diagnostic[] = [];
  const tree = withoutExtensions(files);
  const layer = readSetLayer(request.set, diagnostics);
  const sources = layer.source === undefined ? fileSources : new Map([...fileSources, [layer.source.path, layer.source]]);
  const environment = chooseEnvironment(tree, request.environment, diagnostics);
  const overrides = mapAt(environmentMap(tree, environment), "overrides");
  const base = { sources, names: namesOf(tree, [overrides, layer.overlay]), stackName: textAt(tree, "name"), environment };

  const early = new Substitution({ ...base, replace: true });
  const inputs = withVariableInputs(tree, early, environment);
  const declared = mapAt(inputs, "variables");
  for (const [name, { keyRange }] of layer.variables)
    if (!declared?.entries.has(name)) diagnostics.push(unknownVariable(name, keyRange, declared));
  const values = resolveVariables(
    declared,
    { set: layer.variables, env: request.env, environment: mapAt(environmentMap(inputs, environment), "set") },
    diagnostics,
  );
  diagnostics.push(...early.diagnostics, ...settingsOfEnvironments(inputs, declared));

  const substituted = substituteAll(inputs, layer.overlay, { ...base, variables: values }, diagnostics);
  const merged = applyLayers(substituted.tree, { environment: environmentMap(substituted.tree, environment), set: substituted.set });
  return { tree: withWrittenEnvironment(merged), environment, sources, diagnostics };
}

/** `${stack.name}` and `${environment}` in the values of variables. */
function withVariableInputs(tree: MapNode, substitution: Substitution, chosen: string): MapNode {
  let result = tree;
  const variables = mapAt(tree, "variables");
  if (variables !== undefined) result = withEntry(result, "variables", substitution.run(variables, ["variables"]));
  const environments = mapAt(tree, "environments");
  if (environments === undefined) return result;
  const changed = mapValues(environments, (environment, name) => {
    const set = environment.kind === "map" ? mapAt(environment, "set") : undefined;
    if (environment.kind !== "map" || set === undefined) return environment;
    const replaced = substitution.run(set, ["environments", name, "set"]);
    return name === chosen ? withEntry(environment, "set", replaced) : environment;
  });
  return withEntry(result, "environments", changed);
}

function substituteAll(tree: MapNode, set: MapNode | undefined, context: Omit<SubstitutionContext, "replace">, diagnostics: Diagnostic[]) {
  const chosen = new Substitution({ ...context, replace: true });
  const others = new Substitution({ ...context, replace: false });
  const inEnvironment = (node: Node, name: string): Node => {
    if (node.kind !== "map") return node;
    const substitution = name === context.environment ? chosen : others;
    return mapValues(node, (value, key) => (key === "set" ? value : substitution.run(value, ["environments", name, key])));
  };
  const result = mapValues(tree, (section, key) => {
    if (key === "environments") return section.kind === "map" ? mapValues(section, inEnvironment) : section;
    return untouchedSections.has(key) ? section : chosen.run(section, [key]);
  });
  const overlay = set === undefined ? undefined : chosen.run(set, []);
  diagnostics.push(...chosen.diagnostics, ...others.diagnostics);
  return { tree: result, set: overlay?.kind === "map" ? overlay : undefined };
}

/** Known before anything else is. */
const untouchedSections: ReadonlySet<string> = new Set(["apiVersion", "name", "include", "variables"]);

function settingsOfEnvironments(tree: MapNode, declared: MapNode | undefined): readonly Diagnostic[] {
  const environments = mapAt(tree, "environments")?.entries.values() ?? [];
  return [...environments].flatMap(({ value }) => {
    const set = value.kind === "map" ? mapAt(value, "set") : undefined;
    const unknown = unknownVariables(set, declared).map(({ name, range }) => unknownVariable(name, range, declared));
    return [...unknown, ...wrongSettings(set, declared)];
  });
}

function unknownVariable(name: string, range: Diagnostic["range"], declared: MapNode | undefined): Diagnostic {
  const known = [...(declared?.entries.keys() ?? [])];
  const near = nearest(name, known);
  const suggestion = near === undefined || range === undefined ? undefined : { range, text: near };
  return diagnose("MCPC3103", { kind: "variable", name, nearest: near, known }, { range, suggestion });
}
