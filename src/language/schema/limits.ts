import * as z from "zod/mini";
import { field, shared } from "./field.ts";
import { label } from "./text.ts";
import { duration, quantity, rate } from "./units.ts";

/** Limits on calls, applied by whatever stands in front of a server. */
export const callLimitsSchema = shared(() =>
  z.strictObject({
    concurrency: field(z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))), "Most calls at a time.", 100, {
      otherwise: "no limit",
    }),
    rate: field(z.optional(rate()), "Most calls in a time.", "50/s", { otherwise: "no limit" }),
    timeout: field(z.optional(duration()), "How long a call may take.", "60s", { otherwise: "no limit" }),
    body: field(z.optional(quantity()), "Largest request.", "4Mi", { otherwise: "4Mi" }),
  }),
);

/** Which tools of a server are shown, and how. Names may end in `*`. */
export const toolRulesSchema = () =>
  z.strictObject({
    allow: field(z.optional(z.array(label())), "Only these are shown.", ["search_*"], { otherwise: "all" }),
    deny: field(z._default(z.array(label()), []), "These are not shown and cannot be called, even when allowed.", ["delete_task"]),
    rename: field(z._default(z.record(label(), label()), {}), "Name at the server → name shown.", { search: "search_tasks" }),
    limits: field(z._default(z.record(label(), callLimitsSchema()), {}), "Limits of single tools.", { export_all: { concurrency: 1 } }),
  });
