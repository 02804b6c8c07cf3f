import * as z from "zod";
import type { Revision } from "../revision.ts";
import { summarySchema } from "./plan-schema.ts";
import { artifactSchema, desiredResourceSchema } from "./resource-schema.ts";
import { secretSchema } from "./source-schema.ts";

/** `revisions/NNNNNN.json` of an environment's state. */
export const revisionSchema: z.ZodType<Revision> = z.strictObject({
  formatVersion: z.literal("1.0"),
  revision: z.int().positive(),
  lineage: z.string(),
  mode: z.enum(["apply", "destroy", "rollback"]),
  of: z.int().optional(),
  target: z.string().optional(),
  options: z.unknown().optional(),
  ignore: z.array(z.string()).optional(),
  inputDigest: z.string(),
  desiredDigest: z.string(),
  desired: z.array(desiredResourceSchema),
  secrets: z.array(secretSchema),
  secretFingerprints: z.record(z.string(), z.string()),
  artifacts: z.array(artifactSchema),
  summary: summarySchema,
  result: z.enum(["running", "applied", "failed", "rolled-back", "interrupted"]),
  stable: z.boolean(),
  started: z.number(),
  finished: z.number().optional(),
  who: z.string(),
  tool: z.string(),
});
