import * as z from "zod";
import { field } from "./field.ts";
import { label, regularExpression } from "./text.ts";

/** One call whose answer is known. */
export const serverTestSchema = () =>
  z.strictObject({
    tool: field(label(), "Tool to call.", "create_task"),
    args: field(z.record(z.string(), z.unknown()).default({}), "Its arguments.", { title: "hi" }),
    expect: field(
      z
        .strictObject({
          text: field(z.string().optional(), "The text of the answer contains this.", "created"),
          matches: field(regularExpression().optional(), "The text of the answer fits this regular expression.", "task \\d+"),
          isError: field(z.boolean().optional(), "The tool reports an error, or does not.", false, { otherwise: "false" }),
        })
        .prefault({}),
      "What the answer must be.",
      { text: "created" },
    ),
  });
