import * as z from "zod/mini";

/** Rules of exclusive keys, by schema object. */
export const exclusiveKeys = z.registry<ExclusiveKeys>();

export interface ExclusiveKeys {
  /** Exactly one of these is set. */
  readonly kinds: readonly string[];
  /** Other keys and the kinds they go with; a key not named here goes with all. */
  readonly belongs: Readonly<Record<string, readonly string[]>>;
}

/** Marks an issue that only says that something is missing beside what is there. */
export const incompleteProblem: ExclusiveProblem = { problem: "incomplete" };

/** What the refinement found; turned into a message where the positions are known. */
export type ExclusiveProblem =
  | { readonly problem: "incomplete" }
  | { readonly problem: "exactly-one"; readonly kinds: readonly string[]; readonly present: readonly string[] }
  | { readonly problem: "belongs"; readonly key: string; readonly kinds: readonly string[]; readonly present: string };

/** An object of which exactly one of `rules.kinds` is set. Checked even when something else in it is wrong. */
export function exactlyOne<Shape extends z.core.$ZodShape>(shape: Shape, rules: ExclusiveKeys) {
  const schema = z.strictObject(shape).check(
    z.superRefine(
      (value, context) => {
        for (const params of exclusiveProblems(value, rules)) context.addIssue({ code: "custom", message: params.problem, params });
      },
      { when: ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value) },
    ),
  );
  exclusiveKeys.add(schema, rules);
  return schema;
}

function exclusiveProblems(value: object, rules: ExclusiveKeys): readonly ExclusiveProblem[] {
  const set = (key: string) => (value as Record<string, unknown>)[key] !== undefined;
  const present = rules.kinds.filter(set);
  const [only] = present;
  if (only === undefined || present.length > 1) return [{ problem: "exactly-one", kinds: rules.kinds, present }];
  return Object.entries(rules.belongs)
    .filter(([key, kinds]) => set(key) && !kinds.includes(only))
    .map(([key, kinds]) => ({ problem: "belongs", key, kinds, present: only }));
}
