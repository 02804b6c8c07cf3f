import * as z from "zod";
import { diagnosticSchema, rangeSchema } from "../../diagnostics/diagnostics-schema.ts";
import type { Change } from "../change.ts";
import type { Operation } from "../operation.ts";
import type { Plan, PlanSummary } from "../plan.ts";
import { addressSchema } from "./address-schema.ts";
import { artifactSchema, desiredResourceSchema } from "./resource-schema.ts";
import { secretSchema } from "./secret-schema.ts";

const wait = z.enum(["ready", "gone", "none"]).describe("What must hold before dependents go on.");

const fieldChangeSchema = z.strictObject({
  path: z.string().describe("Dotted path as a person writes it, such as env.LOG_LEVEL."),
  before: z.unknown().optional().describe("What is there; absent for what is sensitive."),
  after: z.unknown().optional().describe("What is wanted; absent for what is sensitive."),
  sensitive: z.boolean().optional().describe("A secret in it changed; its values are never shown."),
  reference: z.string().optional().describe("Of a sensitive field: what has another value now, such as secret.api-key or env.REGION."),
  forcesReplace: z.boolean().optional().describe("It cannot be changed in place."),
  origin: rangeSchema.optional().describe("The YAML place that set it."),
});

const changeSchema: z.ZodType<Change> = z.strictObject({
  address: addressSchema,
  action: z.enum(["no-op", "create", "update", "replace", "delete", "adopt", "restart"]).describe("What is done; drift: what happened."),
  reasonCode: z
    .enum([
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
    ])
    .describe("Why, in stable words for programs."),
  reason: z.string().describe("The reason in words."),
  diff: z.array(fieldChangeSchema).describe("Every field that differs."),
  origin: rangeSchema.optional().describe("The YAML place to show beside it."),
  wait,
  after: z.array(addressSchema).optional().describe("Changes that must be done before this one."),
  destroyData: z.boolean().optional().describe("Of a deletion: its persistent data goes too."),
  inPlace: z.boolean().optional().describe("Of an update: it runs on meanwhile."),
});

const operationSchema: z.ZodType<Operation> = z.strictObject({
  id: z.int().positive().describe("Counts from 1, dependencies first."),
  type: z.string().describe("The target's own verb, such as install, start or remove."),
  address: addressSchema,
  cause: z.string().describe("Why: the reason of the change it belongs to."),
  deps: z.array(z.int().positive()).describe("Ids of the operations that must be done before."),
  destructive: z.boolean().describe("Something that runs is ended or removed."),
  timeoutMs: z.number().positive().describe("Milliseconds it may take."),
  wait,
});

export const summarySchema: z.ZodType<PlanSummary> = z.strictObject({
  create: z.int().describe("Things that do not exist yet."),
  update: z.int().describe("Things that are changed."),
  replace: z.int().describe("Things that are made anew."),
  delete: z.int().describe("Things that are removed."),
  restart: z.int().describe("Things that only start again."),
  adopt: z.int().describe("Things that run as wanted and are only written down."),
  noop: z.int().describe("Things that stay as they are."),
});

const scopeSchema = z.strictObject({
  stack: z.string().describe("Name of the stack."),
  environment: z.string().describe("Name of the environment."),
  target: z.string().describe("Name of the target."),
  root: z.string().describe("Absolute folder of the stack file."),
  stateDirectory: z.string().describe("Absolute folder of the environment's state."),
  cacheDirectory: z.string().describe("Absolute folder of what may be deleted at any time."),
  options: z.unknown().describe("The target's own options."),
});

/** A saved plan. */
export const planSchema: z.ZodType<Plan> = z.strictObject({
  formatVersion: z.literal("1.0").describe("Changes when the form does."),
  tool: z.string().describe("The mcpc that made it."),
  mode: z.enum(["apply", "destroy", "rollback"]).describe("What was asked for."),
  of: z.int().optional().describe("Of a rollback: the revision whose state it puts back."),
  request: z
    .strictObject({
      ignore: z.array(z.string()).describe("JSON pointers of what may differ."),
      restart: z.array(addressSchema).describe("What to restart even where nothing changed."),
      allowEmpty: z.boolean().describe("A stack that asks for nothing may remove what runs."),
      destroyData: z.boolean().describe("Persistent data goes too."),
    })
    .optional()
    .describe("What was asked for besides the stack."),
  target: z.string().describe("Name of the target."),
  where: z.string().optional().describe("Which place of that kind, such as an engine; absent where there is only one."),
  environment: z.string().describe("Name of the environment."),
  stack: z.string().describe("Name of the stack."),
  scope: scopeSchema.describe("Where things of the environment are on the machine that planned."),
  inputDigest: z.string().describe("Digest of the checked stack, the same for any order of its keys."),
  artifactDigest: z.string().describe("Digest of the generated files."),
  lineage: z.string().describe("The history that this plan continues."),
  priorRevision: z.int().nonnegative().describe("Revision the environment had; 0 before the first apply."),
  snapshotFingerprint: z.string().describe("Digest of what was found."),
  drift: z.array(changeSchema).describe("What changed behind our back since the last apply; drives nothing."),
  changes: z.array(changeSchema).describe("What is needed, every resource once, no-ops included."),
  operations: z.array(operationSchema).describe("What apply does, and nothing else."),
  summary: summarySchema.describe("How many changes of each kind there are."),
  diagnostics: z.array(diagnosticSchema).describe("Warnings."),
  desired: z.array(desiredResourceSchema).describe("Everything that should exist."),
  secrets: z.array(secretSchema).describe("Where secrets are fetched; never their values."),
  artifacts: z.array(artifactSchema).describe("The generated files."),
});
