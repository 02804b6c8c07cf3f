import * as z from "zod";
import type { Diagnostic } from "./diagnostic.ts";
import type { SourceRange } from "./source.ts";

// What is read with these is read once per run: generating code for every object costs more than it saves.
z.config({ jitless: true });

const position = z.strictObject({
  line: z.int().min(1).describe("Counts from 1."),
  column: z.int().min(1).describe("Counts from 1, in UTF-16 code units."),
  offset: z.int().min(0).describe("Counts from 0, in UTF-16 code units."),
});

export const rangeSchema: z.ZodType<SourceRange> = z
  .strictObject({
    file: z.string().describe("Path as a person would type it."),
    start: position.describe("The first position inside."),
    end: position.describe("The first position after it."),
  })
  .describe("A half-open stretch of one file.");

const related = z.strictObject({ range: rangeSchema, message: z.string().describe("What this place has to do with it.") });
const suggestion = z.strictObject({ range: rangeSchema, text: z.string().describe("What to write there instead.") });

export const diagnosticSchema: z.ZodType<Diagnostic> = z.strictObject({
  code: z
    .string()
    .regex(/^MCPC\d{4}$/)
    .describe("Stable; mcpc explain CODE tells more."),
  severity: z.enum(["error", "warning", "info"]).describe("An error keeps mcpc from going on."),
  message: z.string().describe("What is wrong, in one sentence."),
  hint: z.string().optional().describe("What to do about it."),
  address: z.string().optional().describe("Address in the model, such as server.tasks."),
  range: rangeSchema.optional().describe("The token to blame; absent for what has no place in a file."),
  related: z.array(related).optional().describe("Further places that belong to it."),
  suggestion: suggestion.optional().describe("Put text in place of range."),
  sensitive: z.literal(true).optional().describe("The marked text is a secret; do not quote it."),
});

/** What `renderJson` writes. */
export const diagnosticsSchema = z.strictObject({
  formatVersion: z.literal("1.0").describe("Changes when the form does."),
  diagnostics: z.array(diagnosticSchema).describe("In the order of the files and places they stand at."),
});

/** The same as JSON Schema (draft 2020-12). */
export function diagnosticsJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(diagnosticsSchema, { io: "input" }), title: "Diagnostics of mcpc" };
}
