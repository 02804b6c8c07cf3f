import type * as z from "zod/mini";
import type { Path } from "../../model/path.ts";
import { type FieldNote, fieldNotes, type ReferenceRule, referenceRules, type TypeNote, typeNotes } from "./field.ts";
import { defaultsSchema, overridesSchema, stackSchema } from "./stack.ts";

export type Schema = z.core.$ZodType;

/** The schema that judges the value at a path below `root` (of a stack file); `undefined` where the language knows no such place. */
export function schemaAt(path: Path, root: Schema = stackSchema): Schema | undefined {
  let schema: Schema | undefined = root;
  for (let index = 0; index < path.length; index++) {
    if (schema === undefined) return undefined;
    const step = path[index] ?? "";
    if (root !== stackSchema) schema = child(schema, step);
    else if (step === "defaults" && (index === 0 || (index === 3 && path[2] === "overrides"))) schema = defaultsSchema;
    else if (step === "overrides" && index === 2 && path[0] === "environments") schema = overridesSchema;
    else schema = child(schema, step);
  }
  return schema;
}

/** What a wrapper wraps that only says what happens when there is no value; of a transform, what it takes. */
function innerOf(schema: Schema): Schema | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
      return def.innerType;
    case "lazy":
      return (schema as z.core.$ZodLazy)._zod.innerType;
    case "pipe":
      return def.in;
    default:
      return undefined;
  }
}

/** Without all its wrappers. */
export function core(schema: Schema): z.core.$ZodTypes {
  const inner = innerOf(schema);
  return inner === undefined ? (schema as z.core.$ZodTypes) : core(inner);
}

/** Keys an object schema knows; empty for everything else. For a union, the keys of all its objects. */
export function keysOf(schema: Schema): readonly string[] {
  const { def } = core(schema)._zod;
  if (def.type === "object") return Object.keys(def.shape);
  if (def.type === "union") return def.options.flatMap(keysOf);
  return [];
}

export const fieldNoteOf = (schema: Schema): FieldNote | undefined => firstNote(schema, fieldNotes);
export const typeNoteOf = (schema: Schema): TypeNote | undefined => firstNote(schema, typeNotes);

/** Which references a text at this place may hold. */
export function referenceRuleOf(schema: Schema): ReferenceRule {
  return firstNote(schema, referenceRules)?.rule ?? "compile";
}

/** True when the place takes a text and nothing else, so that a number put there by a variable becomes text. */
export function takesOnlyText(schema: Schema): boolean {
  const { def } = core(schema)._zod;
  if (def.type === "string") return true;
  if (def.type === "enum") return true;
  return def.type === "literal" && def.values.every((value) => typeof value === "string");
}

function child(schema: Schema, step: string | number): Schema | undefined {
  const { def } = core(schema)._zod;
  switch (def.type) {
    case "object":
      return typeof step === "string" && Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
    case "record":
      return typeof step === "string" ? def.valueType : undefined;
    case "array":
      return typeof step === "number" ? def.element : undefined;
    case "union":
      for (const option of def.options) {
        const found = child(option, step);
        if (found !== undefined) return found;
      }
      return undefined;
    default:
      return undefined;
  }
}

/** A note stands on the schema itself or on one it wraps. */
function firstNote<Note>(schema: Schema, notes: { get(schema: z.core.$ZodType): Note | undefined }): Note | undefined {
  const note = notes.get(schema as z.core.$ZodType);
  if (note !== undefined) return note;
  const inner = innerOf(schema);
  return inner === undefined ? undefined : firstNote(inner, notes);
}
