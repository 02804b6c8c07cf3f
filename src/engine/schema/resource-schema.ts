import * as z from "zod";
import type { Artifact } from "../artifact.ts";
import type { DesiredResource } from "../resource.ts";
import { addressSchema, rangeSchema } from "./source-schema.ts";

export const desiredResourceSchema: z.ZodType<DesiredResource> = z.strictObject({
  address: addressSchema,
  kind: z.string(),
  spec: z.unknown(),
  specHash: z.string(),
  secrets: z.array(z.string()),
  forceNew: z.array(z.string()),
  dependsOn: z.array(
    z.strictObject({ address: addressSchema, until: z.enum(["exists", "ready", "completed"]), restart: z.boolean().optional() }),
  ),
  updatesInPlace: z.boolean().optional(),
  origin: rangeSchema.optional(),
  readyTimeoutMs: z.number().optional(),
  origins: z.record(z.string(), rangeSchema).optional(),
});

export const artifactSchema: z.ZodType<Artifact> = z.strictObject({
  path: z.string(),
  content: z.string(),
  mediaType: z.string(),
  mode: z.int().optional(),
  sources: z.array(addressSchema),
});
