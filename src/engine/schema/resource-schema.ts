import * as z from "zod";
import { rangeSchema } from "../../diagnostics/diagnostics-schema.ts";
import type { Artifact } from "../artifact.ts";
import type { DesiredResource } from "../resource.ts";
import { addressSchema } from "./address-schema.ts";

const dependencySchema = z.strictObject({
  address: addressSchema,
  until: z.enum(["exists", "ready", "completed"]).describe("State to wait for."),
  restart: z.boolean().optional().describe("It is restarted after that was replaced."),
});

export const desiredResourceSchema: z.ZodType<DesiredResource> = z.strictObject({
  address: addressSchema,
  kind: z.string().describe("The target's own word for it, such as process or container."),
  spec: z.unknown().describe("Everything that decides what it is; references to secrets, never their values."),
  specHash: z.string().describe("Digest of spec."),
  secrets: z.array(z.string()).describe("Names of the secrets it receives."),
  forceNew: z.array(z.string()).describe("JSON pointers whose change means a new thing."),
  dependsOn: z.array(dependencySchema).describe("What must be there first."),
  updatesInPlace: z
    .union([z.boolean(), z.array(z.string())])
    .optional()
    .describe("An update leaves it running, so nothing that needs it restarts: every one, or one of what these JSON pointers name."),
  origin: rangeSchema.optional().describe("The YAML place to show beside a change of it."),
  readyTimeoutMs: z.number().optional().describe("Milliseconds it may take to become ready."),
  origins: z.record(z.string(), rangeSchema).optional().describe("JSON pointer into spec, and the YAML place that set it."),
});

export const artifactSchema: z.ZodType<Artifact> = z.strictObject({
  path: z.string().describe("Relative to deploy/ENVIRONMENT/."),
  content: z.string().describe("Text of the file."),
  mediaType: z.string().describe("Media type (RFC 6838)."),
  mode: z.int().optional().describe("File mode; default 0644."),
  sources: z.array(addressSchema).describe("What it was compiled from."),
});
