import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { referencesOf } from "../../model/value.ts";
import type { MapNode, Node, ScalarNode } from "../node.ts";
import { mapAt } from "../resolve/node-at.ts";
import { parseTemplate, toValue } from "../resolve/template.ts";
import { type Sources, tokenRange } from "../resolve/token-range.ts";

/** What can be judged of references only once all layers are merged. */
export function checkEffective(tree: MapNode, environment: string, sources: Sources): readonly Diagnostic[] {
  return [...secretSources(tree, environment), ...references(tree, sources)];
}

function* secretSources(tree: MapNode, environment: string): Iterable<Diagnostic> {
  for (const [name, { keyRange, value }] of mapAt(tree, "secrets")?.entries ?? []) {
    if (value.kind === "map" && !value.entries.has("from")) yield diagnose("MCPC3115", { name, environment }, { range: keyRange });
  }
}

function* references(tree: MapNode, sources: Sources): Iterable<Diagnostic> {
  const services = mapAt(tree, "services");
  for (const section of ["servers", "services"]) {
    for (const [name, { value }] of mapAt(tree, section)?.entries ?? []) {
      if (value.kind === "map") yield* referencesOfThing(value, `${section}.${name}`, services, sources);
    }
  }
}

function* referencesOfThing(thing: MapNode, where: string, services: MapNode | undefined, sources: Sources): Iterable<Diagnostic> {
  for (const node of texts(thing)) {
    const text = node.source?.includes("${") === true ? node.source : node.value;
    for (const reference of referencesOf(toValue(node.value))) {
      if ("data" in reference && !thing.entries.has("data")) {
        yield diagnose("MCPC3107", { server: where }, { range: rangeOf(sources, node, text, (found) => "data" in found) });
      }
      if ("service" in reference && reference.output !== "host" && hasNoPort(services, reference.service)) {
        const range = rangeOf(sources, node, text, (found) => "service" in found && found.service === reference.service);
        yield diagnose("MCPC3109", { service: reference.service }, { range });
      }
    }
  }
}

type Text = ScalarNode & { readonly value: string };

function* texts(node: Node): Iterable<Text> {
  if (node.kind === "map") for (const entry of node.entries.values()) yield* texts(entry.value);
  else if (node.kind === "list") for (const item of node.items) yield* texts(item);
  else if (isText(node) && node.value.includes("${")) yield node;
}

function isText(node: ScalarNode): node is Text {
  return typeof node.value === "string";
}

/** A service that runs elsewhere has the port of its URL. */
function hasNoPort(services: MapNode | undefined, name: string): boolean {
  const service = mapAt(services, name);
  return service !== undefined && !service.entries.has("port") && !service.entries.has("external");
}

function rangeOf(sources: Sources, node: ScalarNode, text: string, isMeant: (reference: object) => boolean) {
  const part = parseTemplate(text).parts.find((candidate) => candidate.kind === "deferred" && isMeant(candidate.reference));
  return part === undefined ? node.range : tokenRange(sources, node, text, part.start, part.end);
}
