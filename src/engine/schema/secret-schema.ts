import * as z from "zod";
import { rangeSchema } from "../../diagnostics/diagnostics-schema.ts";
import type { Secret } from "../../model/secret.ts";

const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("env"), name: z.string().describe("Environment variable of whoever applies.") }),
  z.strictObject({ kind: z.literal("file"), path: z.string().describe("Relative to the stack's folder.") }),
  z.strictObject({ kind: z.literal("exec"), command: z.array(z.string()).describe("Program that prints the value.") }),
  z.strictObject({
    kind: z.literal("kubernetes"),
    name: z.string().describe("Name of the Secret."),
    key: z.string().describe("Key in it."),
    namespace: z.string().optional().describe("Another namespace than the stack's."),
  }),
  z.strictObject({ kind: z.literal("docker"), name: z.string().describe("Name of the Docker secret.") }),
]);

const originSchema = z.strictObject({
  layer: z.enum(["built-in", "defaults", "stack", "environment", "set"]).describe("Which layer of the overlays set it."),
  range: rangeSchema.optional().describe("Where it is declared."),
});

export const secretSchema: z.ZodType<Secret> = z.strictObject({
  name: z.string().describe("As the stack names it."),
  source: sourceSchema.describe("Where the value is fetched when the stack is applied."),
  origin: originSchema.describe("Who declared it."),
});
