import * as z from "zod";
import { fieldNotes, referenceRules, typeNotes } from "./field.ts";

/**
 * The same shape with nothing required, no defaults, and `null` allowed everywhere to remove a value: what `defaults` and the
 * `overrides` of an environment look like. Lists stay whole, because overlays replace them.
 */
export function overlaySchema(schema: z.core.$ZodType): z.ZodType {
  const overlay = relaxed(schema);
  const note = fieldNotes.get(schema as z.ZodType);
  const optional = overlay.nullable().optional();
  if (note !== undefined) fieldNotes.add(optional, note as never);
  return optional;
}

function relaxed(schema: z.core.$ZodType): z.ZodType {
  const source = schema as z.core.$ZodTypes;
  const def = source._zod.def;
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
      return relaxed(def.innerType);
    case "object":
      return z.strictObject(Object.fromEntries(Object.entries(def.shape).map(([key, inner]) => [key, overlaySchema(inner)])));
    case "record":
      return z.record(def.keyType as z.ZodType<string>, relaxed(def.valueType).nullable());
    case "union":
      return sharingNotes(z.union(def.options.map(relaxed)), schema);
    case "pipe":
      // A transform over a structure (`needs`) is of no use on a part of it; one over a text (`30s`) checks the text.
      return isStructure(def.in) ? relaxed(def.in) : (schema as z.ZodType);
    default:
      return schema as z.ZodType;
  }
}

function isStructure(schema: z.core.$ZodType): boolean {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  return def.type === "object" || def.type === "record" || (def.type === "union" && def.options.some(isStructure));
}

function sharingNotes(copy: z.ZodType, source: z.core.$ZodType): z.ZodType {
  const type = typeNotes.get(source as z.ZodType);
  if (type !== undefined) typeNotes.add(copy, type);
  const rule = referenceRules.get(source as z.ZodType);
  if (rule !== undefined) referenceRules.add(copy, rule);
  return copy;
}
