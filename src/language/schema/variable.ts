import * as z from "zod/mini";
import { field, shared } from "./field.ts";
import { boundedExpression, label } from "./text.ts";

/** Value of a variable. */
export const variableValue = shared(() => z.union([z.string(), z.number(), z.boolean()]));

/** A typed input of the stack. */
export const variableSchema = () =>
  z.strictObject({
    type: field(z._default(z.enum(["string", "number", "boolean"]), "string"), "Type of the value.", "string"),
    default: field(z.optional(variableValue()), "Value when nobody gives one. Without a default the variable must be given.", "localhost"),
    description: field(z.optional(label()), "What it means.", "Domain under which the stack is reached"),
    pattern: field(
      z.optional(boundedExpression()),
      "Regular expression (JavaScript, without looking ahead, behind or back) that a text must fit as a whole.",
      "[a-z.]+",
    ),
    enum: field(z.optional(z.array(variableValue()).check(z.minLength(1))), "The only values there are.", ["debug", "info"]),
  });
