import * as z from "zod/mini";
import { edgeSchema } from "./edge.ts";
import { field, shared } from "./field.ts";
import { secretSchema } from "./secret.ts";
import { jsonPointer, label, name } from "./text.ts";
import { variableValue } from "./variable.ts";

/** A part of a stack that other layers complete; judged apart, because nothing in it is required. */
export const fragment = () => z.optional(z.record(z.string(), z.unknown()));

/** Places of what runs that may differ from the plan without being called drift. */
export const ignoreSchema = shared(() => z._default(z.array(jsonPointer()), []));

/** Where and how the stack runs. */
export const environmentSchema = () =>
  z.strictObject({
    description: field(z.optional(label()), "What it is for.", "What everybody uses"),
    target: field(z._default(name(), "local"), "Where it runs: a target that mcpc knows.", "compose"),
    edge: field(z.optional(edgeSchema()), "What stands in front of the servers: a word, or nginx and what is special about it.", "nginx", {
      examples: [{ nginx: { version: "1.26" } }],
      otherwise: "`gateway`; on target `nginx` that",
    }),
    set: field(z._default(z.record(name(), variableValue()), {}), "Values of variables in this environment.", {
      domain: "staging.example.com",
    }),
    secrets: field(z._default(z.record(name(), z.lazy(secretSchema)), {}), "Where secrets come from in this environment.", {
      "pg-password": { from: { file: "/run/secrets/pg" } },
    }),
    ignore: field(ignoreSchema(), "Places that may differ here without being called drift (JSON pointers).", [
      "/servers/tasks/scale/replicas",
    ]),
    options: field(z._default(z.record(z.string(), z.unknown()), {}), "Options of the target; see its page.", { namespace: "mcp" }),
    overrides: field(fragment(), "What differs from the rest of the file. Maps merge, lists and scalars replace, `null` removes.", {
      servers: { tasks: { scale: { min: 3, max: 12, cpu: "70%" } } },
    }),
  });
