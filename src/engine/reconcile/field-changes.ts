import type { SourceRange } from "../../diagnostics/source.ts";
import { formatPath, type Path } from "../../model/path.ts";
import { isRecord } from "../../model/record.ts";
import { isTemplate, type Reference } from "../../model/value.ts";
import type { FieldChange } from "../change.ts";
import { isVariableInput, variableInput } from "../inputs.ts";
import type { DesiredResource } from "../resource.ts";
import { FieldNames } from "./field-names.ts";
import { covers, pointerOf } from "./json-pointer.ts";
import type { Difference } from "./spec-difference.ts";

/** The differences of a resource as a plan shows them: with the place in the file, and whether they can be made in place. */
export function fieldChanges(resource: DesiredResource, differences: readonly Difference[], names: FieldNames): readonly FieldChange[] {
  const fields = differences.map(({ pointer, path, ...values }): FieldChange => {
    const origin = originOf(resource, pointer);
    return {
      path: path === "" ? "definition" : names.path(path),
      ...values,
      ...(forcesReplacement(resource, pointer) && { forcesReplace: true }),
      ...(origin !== undefined && { origin }),
    };
  });
  return fields.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

export function forcesReplacement({ forceNew }: DesiredResource, pointer: string): boolean {
  return forceNew.some((forced) => covers(forced, pointer) || covers(pointer, forced));
}

/** One field for each place that receives a changed input; the input itself where no place names it. */
export function inputChanges(resource: DesiredResource, inputs: readonly string[], names = new FieldNames()): readonly FieldChange[] {
  return inputs.flatMap((input): readonly FieldChange[] => {
    const reference = isVariableInput(input) ? input : `secret.${input}`;
    const places = placesOf(resource.spec, reference, []);
    if (places.length === 0) return [{ path: reference, sensitive: true, reference }];
    return places.map((steps) => {
      const origin = originOf(resource, pointerOf(steps));
      return { path: names.path(formatPath(steps)), sensitive: true, reference, ...(origin !== undefined && { origin }) };
    });
  });
}

function placesOf(data: unknown, reference: string, steps: Path): readonly Path[] {
  if (isTemplate(data)) return data.template.some((part) => typeof part !== "string" && nameOf(part) === reference) ? [steps] : [];
  if (Array.isArray(data)) return data.flatMap((item, index) => placesOf(item, reference, [...steps, index]));
  if (isRecord(data)) return Object.entries(data).flatMap(([key, value]) => placesOf(value, reference, [...steps, key]));
  return [];
}

function nameOf(part: Reference): string | undefined {
  if ("secret" in part) return `secret.${part.secret}`;
  return "env" in part ? variableInput(part.env) : undefined;
}

/** Where the file sets a place: the nearest known place at or above it. */
function originOf({ origins = {} }: DesiredResource, pointer: string): SourceRange | undefined {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const origin = origins[at];
    if (origin !== undefined) return origin;
  }
  return undefined;
}
