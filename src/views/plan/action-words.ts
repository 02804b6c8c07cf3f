import type { Paint } from "../../diagnostics/render/paint.ts";
import type { Action } from "../../engine/change.ts";

/** Sign and colour of an action in a plan. The word stands beside it, so the sign alone never carries the meaning. */
export function actionSign(action: Action): { readonly sign: string; readonly colour: keyof Paint } {
  return signs[action];
}

const signs: Readonly<Record<Action, { readonly sign: string; readonly colour: keyof Paint }>> = {
  "no-op": { sign: " ", colour: "dim" },
  create: { sign: "+", colour: "green" },
  update: { sign: "~", colour: "yellow" },
  restart: { sign: "~", colour: "yellow" },
  replace: { sign: "±", colour: "yellow" },
  delete: { sign: "-", colour: "red" },
  adopt: { sign: "=", colour: "green" },
};
