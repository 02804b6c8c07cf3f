import type { Address } from "../../model/address.ts";
import type { Model } from "../../model/model.ts";
import type { Options, ValuesOf } from "../arguments/option.ts";
import { addressesOf } from "../arguments/unit-names.ts";

/** What plan and apply have in common. */
export const planOptions = {
  restart: { kind: "list", placeholder: "NAME", summary: "restart this server or service too; may be repeated", completes: "unit" },
  allowEmpty: { kind: "flag", summary: "let a stack without servers remove what runs" },
} as const satisfies Options;

export function readPlanOptions(
  options: ValuesOf<typeof planOptions>,
  model: Model,
): { readonly allowEmpty: boolean; readonly restart: readonly Address[] } {
  return { allowEmpty: options.allowEmpty, restart: options.restart.length === 0 ? [] : addressesOf(options.restart, model) };
}
