import * as z from "zod/mini";
import { typeInWords } from "./check/type-words.ts";
import { core, fieldNoteOf, type Schema } from "./schema/schema-at.ts";
import { stackSchema } from "./schema/stack.ts";

/** One field of the language, as documentation and completion need it. */
export interface Field {
  /** Dotted path with `*` for names and list items: `servers.*.scale.replicas`. */
  readonly path: string;
  /** In words: `a whole number`, `a duration`, `one of stdio, http, sse`. */
  readonly type: string;
  readonly required: boolean;
  /** As it would be written in the file; absent when there is none. */
  readonly default?: unknown;
  /** What holds without a value, where that depends on other fields. */
  readonly otherwise?: string;
  readonly description: string;
  readonly examples: readonly unknown[];
  /** True when nothing of the language stands below it. */
  readonly isLeaf: boolean;
}

/** Overlays repeat fields that stand elsewhere. */
const repeatedFields = new Set(["defaults", "environments.*.overrides"]);

/** Wrappers of a schema that accept nothing at all. */
const optionalWrappers: ReadonlySet<string> = new Set(["optional", "default", "prefault"]);

/** Every field of the language, in the order of the schema. Generated from it, so it cannot be out of date. */
export function fieldReference(): readonly Field[] {
  return fieldsOf(stackSchema);
}

/** Every field of a schema that is written in a stack file: of the language itself, or of a target's options. */
export function fieldsOf(schema: Schema): readonly Field[] {
  return fieldsBelow(schema, "");
}

/** Dotted paths of all leaves: what every target has to answer in its capability table. */
export function languageFields(): string[] {
  return fieldReference()
    .filter((field) => field.isLeaf)
    .map((field) => field.path);
}

/** The value a field has when nobody sets it, as it would be written; `undefined` when it has none. */
export function defaultOf(schema: Schema): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "default" || def.type === "prefault") return isEmpty(def.defaultValue) ? undefined : def.defaultValue;
  return def.type === "optional" || def.type === "nullable" ? defaultOf(def.innerType) : undefined;
}

/** A default that only opens the defaults below says nothing itself. */
function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function fieldsBelow(schema: Schema, prefix: string): readonly Field[] {
  const { def } = core(schema)._zod;
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([key, inner]) => fieldAt(inner, prefix === "" ? key : `${prefix}.${key}`));
    case "record":
      return fieldsBelow(def.valueType, `${prefix}.*`);
    case "array":
      return fieldsBelow(def.element, `${prefix}.*`);
    case "union":
      return def.options.flatMap((option) => (core(option)._zod.def.type === "array" ? [] : fieldsBelow(option, prefix)));
    default:
      return [];
  }
}

function fieldAt(schema: Schema, path: string): readonly Field[] {
  const note = fieldNoteOf(schema);
  const below = repeatedFields.has(path) ? [] : fieldsBelow(schema, path);
  const field: Field = {
    path,
    type: typeInWords(schema),
    required: !optionalWrappers.has((schema as z.core.$ZodTypes)._zod.def.type),
    default: defaultOf(schema),
    otherwise: note?.otherwise,
    description: note?.description ?? z.globalRegistry.get(schema)?.description ?? "",
    examples: note?.examples ?? [],
    isLeaf: below.length === 0,
  };
  return [field, ...below];
}
