import * as z from "zod";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceRange } from "../../diagnostics/source.ts";
import type { Address } from "../../model/address.ts";
import type { Secret } from "../../model/secret.ts";

export const addressSchema: z.ZodType<Address> = z.union([
  z.literal("gateway"),
  z.templateLiteral(["server.", z.string()]),
  z.templateLiteral(["service.", z.string()]),
  z.templateLiteral(["secret.", z.string()]),
]);

const positionSchema = z.strictObject({ line: z.int(), column: z.int(), offset: z.int() });

export const rangeSchema: z.ZodType<SourceRange> = z.strictObject({ file: z.string(), start: positionSchema, end: positionSchema });

export const diagnosticSchema: z.ZodType<Diagnostic> = z.strictObject({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  hint: z.string().optional(),
  range: rangeSchema.optional(),
  address: z.string().optional(),
  related: z.array(z.strictObject({ range: rangeSchema, message: z.string() })).optional(),
  suggestion: z.strictObject({ range: rangeSchema, text: z.string() }).optional(),
});

export const secretSchema: z.ZodType<Secret> = z.strictObject({
  name: z.string(),
  source: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("env"), name: z.string() }),
    z.strictObject({ kind: z.literal("file"), path: z.string() }),
    z.strictObject({ kind: z.literal("exec"), command: z.array(z.string()) }),
    z.strictObject({ kind: z.literal("kubernetes"), name: z.string(), key: z.string(), namespace: z.string().optional() }),
    z.strictObject({ kind: z.literal("docker"), name: z.string() }),
  ]),
  origin: z.strictObject({
    layer: z.enum(["built-in", "defaults", "stack", "environment", "set"]),
    range: rangeSchema.optional(),
  }),
});
