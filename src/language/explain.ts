import { nearest } from "../diagnostics/nearest.ts";
import type { SourceRange } from "../diagnostics/source.ts";
import type { Layer } from "../model/origin.ts";
import { parsePath } from "../model/parse-path.ts";
import { formatPath, type Path } from "../model/path.ts";
import { typeInWords } from "./check/type-words.ts";
import type { CheckedStack } from "./checked-stack.ts";
import { defaultOf } from "./field-reference.ts";
import type { Node } from "./node.ts";
import { nodeAt } from "./resolve/node-at.ts";
import { fieldNoteOf, keysOf, type Schema, schemaAt } from "./schema/schema-at.ts";
import { toData } from "./to-data.ts";

/** One layer that set a value. */
export interface Provenance {
  readonly layer: Layer;
  /** As it is written there, references of the compiler already replaced. */
  readonly value: unknown;
  /** The text in the file, where references were replaced in it. */
  readonly written?: string;
  /** Absent for built-in values. */
  readonly range?: SourceRange;
}

/** What is known about one place of a stack. */
export interface Explanation {
  readonly kind: "explanation";
  readonly path: string;
  /** The value that counts; `undefined` when nothing is set and there is no fixed default. */
  readonly value: unknown;
  readonly type: string;
  readonly description?: string;
  readonly examples: readonly unknown[];
  /** What holds without a value, where that depends on other fields. */
  readonly otherwise?: string;
  /** Names of what may stand below it, where these are fixed. */
  readonly fields: readonly string[];
  /** Who set it: the first one counts, the others were overridden, in the order they would count. */
  readonly layers: readonly Provenance[];
}

/** A path that leads nowhere. */
export interface UnknownPlace {
  readonly kind: "unknown";
  readonly path: string;
  /** The first step that does not exist, and the place it was looked for in. */
  readonly step: string;
  readonly where: string;
  readonly nearest?: string;
  readonly known: readonly string[];
}

/** Tells what stands at a place such as `servers.tasks.scale.replicas`, what it means and which layers set it. */
export function explainPath(stack: Pick<CheckedStack, "tree">, pathText: string): Explanation | UnknownPlace {
  const path = parsePath(pathText) ?? [pathText];
  const unknown = unknownStep(stack.tree, path);
  if (unknown !== undefined) return unknown;
  const schema = schemaAt(path);
  const note = schema === undefined ? undefined : fieldNoteOf(schema);
  const layers = provenance(nodeAt(stack.tree, path), schema);
  return {
    kind: "explanation",
    path: formatPath(path),
    value: layers[0]?.value,
    type: schema === undefined ? "anything" : typeInWords(schema),
    description: note?.description,
    examples: note?.examples ?? [],
    otherwise: note?.otherwise,
    fields: schema === undefined ? [] : keysOf(schema),
    layers,
  };
}

function provenance(node: Node | undefined, schema: Schema | undefined): readonly Provenance[] {
  const layers: Provenance[] = [];
  for (let current = node; current !== undefined; current = current.replaced) {
    const written = current.kind === "scalar" && current.source?.includes("${") === true ? current.source : undefined;
    layers.push({ layer: current.layer, value: toData(current), written, range: current.range });
  }
  const builtIn = schema === undefined ? undefined : defaultOf(schema);
  if (builtIn !== undefined) layers.push({ layer: "built-in", value: builtIn });
  return layers;
}

/** Names have to be there; fields have to be known, set or not. */
function unknownStep(tree: Node, path: Path): UnknownPlace | undefined {
  for (let length = 1; length <= path.length; length++) {
    const [place, parent] = [path.slice(0, length), path.slice(0, length - 1)];
    if (nodeAt(tree, place) !== undefined) continue;
    const schema = schemaAt(parent);
    const fields = schema === undefined ? [] : keysOf(schema);
    const step = String(path[length - 1]);
    if (fields.includes(step)) continue;
    const node = nodeAt(tree, parent);
    const known = fields.length > 0 ? fields : node?.kind === "map" ? [...node.entries.keys()] : [];
    return { kind: "unknown", path: formatPath(path), step, where: formatPath(parent), nearest: nearest(step, known), known };
  }
  return undefined;
}
