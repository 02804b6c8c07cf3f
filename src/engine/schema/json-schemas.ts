import * as z from "zod";
import { planSchema } from "./plan-schema.ts";
import { revisionSchema } from "./revision-schema.ts";
import { stateSchema } from "./state-schema.ts";

/** JSON Schema (draft 2020-12) of a saved plan. */
export function planJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(planSchema, { io: "input" }), title: "A saved plan of mcpc" };
}

/** File name below `schemas/` → JSON Schema of what the engine writes. */
export function engineJsonSchemas(): Readonly<Record<string, Record<string, unknown>>> {
  return {
    "plan.schema.json": planJsonSchema(),
    "revision.schema.json": { ...z.toJSONSchema(revisionSchema, { io: "input" }), title: "A revision in the state of mcpc" },
    "state.schema.json": { ...z.toJSONSchema(stateSchema, { io: "input" }), title: "The state of an environment of mcpc" },
  };
}
