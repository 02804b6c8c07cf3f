import * as z from "zod";
import type { EnvironmentState } from "../state/environment-state.ts";
import { addressSchema } from "./source-schema.ts";

/** `state.json` of an environment. */
export const stateSchema: z.ZodType<EnvironmentState> = z.strictObject({
  formatVersion: z.literal("1.0"),
  lineage: z.string(),
  revision: z.int().nonnegative(),
  stable: z.int().positive().optional(),
  inventory: z.array(addressSchema),
});
