import * as z from "zod/mini";
import { field } from "./field.ts";
import { label, regularExpression } from "./text.ts";

/** One call whose answer is known. */
export const serverTestSchema = () =>
  z.strictObject({
    tool: field(label(), "Tool to call.", "create_task"),
    args: field(z._default(z.record(z.string(), z.unknown()), {}), "Its arguments.", { title: "hi" }),
    expect: field(
      z.prefault(
        z.strictObject({
          text: field(z.optional(z.string()), "The text of the answer contains this.", "created"),
          matches: field(z.optional(regularExpression()), "The text of the answer fits this regular expression.", "task \\d+"),
          isError: field(z.optional(z.boolean()), "The tool reports an error, or does not.", false, { otherwise: "false" }),
        }),
        {},
      ),
      "What the answer must be.",
      { text: "created" },
    ),
  });
