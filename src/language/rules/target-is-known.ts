import { nearest } from "../../diagnostics/nearest.ts";
import type { Rule } from "./rule.ts";

/** Targets of later versions: a file may already name them in an environment that is not the chosen one. */
const planned = ["compose", "kubernetes", "nginx", "pulumi", "systemd"];

/** Every environment runs on a target that exists. */
export const targetIsKnown: Rule = {
  name: "target-is-known",
  codes: ["MCPC3017"],
  check(context) {
    for (const [environment, { target }] of Object.entries(context.stack.data.environments)) {
      const known = environment === context.stack.environment ? context.targets : [...context.targets, ...planned];
      if (known.includes(target)) continue;
      const range = context.near(["environments", environment, "target"], "value");
      const meant = nearest(target, known);
      const suggestion = range === undefined || meant === undefined ? undefined : { range, text: meant };
      context.report("MCPC3017", { environment, target, known: context.targets }, { range, suggestion });
    }
  },
};
