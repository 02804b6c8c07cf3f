import * as z from "zod";
import type { Address } from "../../model/address.ts";

export const addressSchema: z.ZodType<Address> = z
  .union([
    z.literal("gateway"),
    z.templateLiteral(["server.", z.string()]),
    z.templateLiteral(["service.", z.string()]),
    z.templateLiteral(["secret.", z.string()]),
    z.templateLiteral(["platform.", z.string()]),
  ])
  .describe("Stable name of one thing in a stack.");
