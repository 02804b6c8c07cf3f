import * as z from "zod";
import { field, shared } from "./field.ts";
import { label } from "./text.ts";
import { duration, quantity, rate } from "./units.ts";

/** Limits on calls, applied by whatever stands in front of a server. */
export const callLimitsSchema = shared(() =>
  z.strictObject({
    concurrency: field(z.int().min(1).max(1_000_000).optional(), "Most calls at a time.", 100, { otherwise: "no limit" }),
    rate: field(rate().optional(), "Most calls in a time.", "50/s", { otherwise: "no limit" }),
    timeout: field(duration().optional(), "How long a call may take.", "60s", { otherwise: "no limit" }),
    body: field(quantity().optional(), "Largest request.", "4Mi", { otherwise: "4Mi" }),
  }),
);

/** Which tools of a server are shown, and how. Names may end in `*`. */
export const toolRulesSchema = () =>
  z.strictObject({
    allow: field(z.array(label()).optional(), "Only these are shown.", ["search_*"], { otherwise: "all" }),
    deny: field(z.array(label()).default([]), "These are not shown and cannot be called, even when allowed.", ["delete_task"]),
    rename: field(z.record(label(), label()).default({}), "Name at the server → name shown.", { search: "search_tasks" }),
    limits: field(z.record(label(), callLimitsSchema()).default({}), "Limits of single tools.", { export_all: { concurrency: 1 } }),
  });
