import { z } from "zod";

const position = z.strictObject({
  line: z.int().min(1).describe("Counts from 1."),
  column: z.int().min(1).describe("Counts from 1, in UTF-16 code units."),
  offset: z.int().min(0).describe("Counts from 0, in UTF-16 code units."),
});

const range = z
  .strictObject({ file: z.string(), start: position, end: position.describe("The first position after it.") })
  .describe("A half-open stretch of one file.");

const diagnostic = z.strictObject({
  code: z.string().regex(/^MCPC\d{4}$/),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  hint: z.string().optional(),
  address: z.string().optional().describe("Address in the model, such as server.tasks."),
  range: range.optional(),
  related: z.array(z.strictObject({ range, message: z.string() })).optional(),
  suggestion: z.strictObject({ range, text: z.string() }).optional().describe("Put text in place of range."),
  sensitive: z.literal(true).optional().describe("The marked text is a secret; do not quote it."),
});

/** What `renderJson` writes. */
export const diagnosticsSchema = z.strictObject({ formatVersion: z.literal("1.0"), diagnostics: z.array(diagnostic) });

/** The same as JSON Schema (draft 2020-12). */
export function diagnosticsJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(diagnosticsSchema, { io: "input" }), title: "Diagnostics of mcpc" };
}
