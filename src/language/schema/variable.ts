import * as z from "zod";
import { field, shared } from "./field.ts";
import { label, regularExpression } from "./text.ts";

/** Value of a variable. */
export const variableValue = shared(() => z.union([z.string(), z.number(), z.boolean()]));

/** A typed input of the stack. */
export const variableSchema = () =>
  z.strictObject({
    type: field(z.enum(["string", "number", "boolean"]).default("string"), "Type of the value.", "string"),
    default: field(variableValue().optional(), "Value when nobody gives one. Without a default the variable must be given.", "localhost"),
    description: field(label().optional(), "What it means.", "Domain under which the stack is reached"),
    pattern: field(regularExpression().optional(), "Regular expression (JavaScript) that a text must fit as a whole.", "[a-z.]+"),
    enum: field(z.array(variableValue()).min(1).optional(), "The only values there are.", ["debug", "info"]),
  });
