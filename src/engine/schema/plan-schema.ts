import * as z from "zod";
import type { Change } from "../change.ts";
import type { Operation } from "../operation.ts";
import type { Plan, PlanSummary } from "../plan.ts";
import { artifactSchema, desiredResourceSchema } from "./resource-schema.ts";
import { addressSchema, diagnosticSchema, rangeSchema, secretSchema } from "./source-schema.ts";

const wait = z.enum(["ready", "gone", "none"]);

const changeSchema: z.ZodType<Change> = z.strictObject({
  address: addressSchema,
  action: z.enum(["no-op", "create", "update", "replace", "delete", "adopt", "restart"]),
  reasonCode: z.enum([
    "missing",
    "spec-changed",
    "secret-changed",
    "spec-and-secret-changed",
    "environment-changed",
    "forces-replacement",
    "not-running",
    "failed",
    "dependency-replaced",
    "removed-from-file",
    "destroy-requested",
    "data-left",
    "restart-requested",
    "drifted",
    "not-recorded",
    "unchanged",
  ]),
  reason: z.string(),
  diff: z.array(
    z.strictObject({
      path: z.string(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
      sensitive: z.boolean().optional(),
      reference: z.string().optional(),
      forcesReplace: z.boolean().optional(),
      origin: rangeSchema.optional(),
    }),
  ),
  origin: rangeSchema.optional(),
  wait,
  after: z.array(addressSchema).optional(),
  destroyData: z.boolean().optional(),
});

const operationSchema: z.ZodType<Operation> = z.strictObject({
  id: z.int().positive(),
  type: z.string(),
  address: addressSchema,
  cause: z.string(),
  deps: z.array(z.int().positive()),
  destructive: z.boolean(),
  timeoutMs: z.number().positive(),
  wait,
});

export const summarySchema: z.ZodType<PlanSummary> = z.strictObject({
  create: z.int(),
  update: z.int(),
  replace: z.int(),
  delete: z.int(),
  restart: z.int(),
  adopt: z.int(),
  noop: z.int(),
});

const scopeSchema = z.strictObject({
  stack: z.string(),
  environment: z.string(),
  target: z.string(),
  root: z.string(),
  stateDirectory: z.string(),
  cacheDirectory: z.string(),
  options: z.unknown(),
});

/** A saved plan. */
export const planSchema: z.ZodType<Plan> = z.strictObject({
  formatVersion: z.literal("1.0"),
  tool: z.string(),
  mode: z.enum(["apply", "destroy", "rollback"]),
  of: z.int().optional(),
  request: z
    .strictObject({ ignore: z.array(z.string()), restart: z.array(addressSchema), allowEmpty: z.boolean(), destroyData: z.boolean() })
    .optional(),
  target: z.string(),
  environment: z.string(),
  stack: z.string(),
  scope: scopeSchema,
  inputDigest: z.string(),
  artifactDigest: z.string(),
  lineage: z.string(),
  priorRevision: z.int().nonnegative(),
  snapshotFingerprint: z.string(),
  drift: z.array(changeSchema),
  changes: z.array(changeSchema),
  operations: z.array(operationSchema),
  summary: summarySchema,
  diagnostics: z.array(diagnosticSchema),
  desired: z.array(desiredResourceSchema),
  secrets: z.array(secretSchema),
  artifacts: z.array(artifactSchema),
});
