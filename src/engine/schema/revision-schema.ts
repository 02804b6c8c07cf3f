import * as z from "zod";
import type { Revision } from "../revision.ts";
import { summarySchema } from "./plan-schema.ts";
import { artifactSchema, desiredResourceSchema } from "./resource-schema.ts";
import { secretSchema } from "./secret-schema.ts";

/** `revisions/NNNNNN.json` of an environment's state. */
export const revisionSchema: z.ZodType<Revision> = z.strictObject({
  formatVersion: z.literal("1.0").describe("Changes when the form does."),
  revision: z.int().positive().describe("Counts from 1 within a lineage."),
  lineage: z.string().describe("The history it belongs to."),
  mode: z.enum(["apply", "destroy", "rollback"]).describe("What was asked for."),
  of: z.int().optional().describe("Of a rollback: the revision whose state it put back."),
  target: z.string().optional().describe("Name of the target it was put on; absent in old records."),
  where: z.string().optional().describe("Which place of that kind, such as an engine; absent where there is only one."),
  options: z.unknown().optional().describe("The target's own options; absent in old records."),
  ignore: z.array(z.string()).optional().describe("JSON pointers of what may differ; absent in old records."),
  inputDigest: z.string().describe("Digest of the checked stack."),
  desiredDigest: z.string().describe("Digest of desired."),
  desired: z.array(desiredResourceSchema).describe("Everything that should exist."),
  secrets: z.array(secretSchema).describe("Where secrets were fetched; never their values."),
  secretFingerprints: z
    .record(z.string(), z.string())
    .describe("A secret by its name or an environment variable as env.NAME, and the keyed fingerprint of the value that was used."),
  artifacts: z.array(artifactSchema).describe("The generated files."),
  summary: summarySchema.describe("How many changes of each kind there were."),
  result: z.enum(["running", "applied", "failed", "rolled-back", "interrupted"]).describe("How it ended; running when nobody saw its end."),
  stable: z.boolean().describe("Every resource was verified."),
  started: z.number().describe("Milliseconds since the epoch."),
  finished: z.number().optional().describe("Milliseconds since the epoch."),
  who: z.string().describe("USER@MACHINE."),
  tool: z.string().describe("The mcpc that made it."),
});
