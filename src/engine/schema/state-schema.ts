import * as z from "zod";
import type { EnvironmentState } from "../state/environment-state.ts";
import { addressSchema } from "./address-schema.ts";

/** `state.json` of an environment. */
export const stateSchema: z.ZodType<EnvironmentState> = z.strictObject({
  formatVersion: z.literal("1.0").describe("Changes when the form does."),
  lineage: z.string().describe("Random name of this history."),
  revision: z.int().nonnegative().describe("The present revision; 0 before the first apply."),
  stable: z.int().positive().optional().describe("The last revision that was verified."),
  inventory: z.array(addressSchema).describe("What mcpc put there and did not see gone; only this is ever deleted."),
});
