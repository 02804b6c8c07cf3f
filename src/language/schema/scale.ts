import * as z from "zod/mini";
import { incompleteProblem } from "./exactly-one.ts";
import { field } from "./field.ts";
import { percentage } from "./units.ts";

const count = () => z.int().check(z.minimum(0), z.maximum(10_000));

/** How many of a server there are: a fixed number, or a range that follows load. */
export const scaleSchema = () =>
  z
    .strictObject({
      replicas: field(z.optional(count()), "A fixed number.", 3, { otherwise: "1, or `min` where a range is given" }),
      min: field(z.optional(count()), "Fewest, where the number follows load.", 3, { otherwise: "1 where `max` is given" }),
      max: field(z.optional(count().check(z.minimum(1))), "Most, where the number follows load.", 12),
      cpu: field(z.optional(percentage()), "Processor use that the number aims at.", "70%"),
      affinity: field(
        z.optional(z.enum(["none", "session", "client-ip"])),
        "How calls that belong together stay with one replica.",
        "session",
        {
          otherwise: "`session` for stateful servers with several replicas, else `none`",
        },
      ),
    })
    .check(
      z.superRefine((scale, context) => {
        if (scale.max === undefined && (scale.min !== undefined || scale.cpu !== undefined)) {
          const key = scale.min === undefined ? "cpu" : "min";
          const message = 'needs "max" beside it: the number follows load only within a range';
          context.addIssue({ code: "custom", path: [key], message, params: incompleteProblem });
        }
        if (scale.min !== undefined && scale.max !== undefined && scale.min > scale.max) {
          context.addIssue({ code: "custom", path: ["min"], message: `must not be more than "max" (${scale.max})` });
        }
      }),
    );
