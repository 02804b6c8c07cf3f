import type { SourceRange } from "../diagnostics/source.ts";

/** Beginnings of fields of the language that a spec calls otherwise, and where in the spec they are. Longer ones first. */
export type RenamedFields = readonly (readonly [string, readonly string[]])[];

/** JSON pointer into a spec → the place in the file that set it, from the fields of the language. */
export function specOrigins(fields: Readonly<Record<string, SourceRange>>, renamed: RenamedFields): Readonly<Record<string, SourceRange>> {
  const origins: Record<string, SourceRange> = {};
  for (const [field, range] of Object.entries(fields)) for (const pointer of pointersOf(field, renamed)) origins[pointer] = range;
  return origins;
}

function pointersOf(field: string, renamed: RenamedFields): readonly string[] {
  const [name, places] = renamed.find(([beginning]) => field === beginning || field.startsWith(`${beginning}.`)) ?? ["", [""]];
  const rest = field.slice(name.length).split(".").filter(Boolean).map(escapeStep);
  return places.map((place) => `/${[place, ...rest].filter(Boolean).join("/")}`);
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
