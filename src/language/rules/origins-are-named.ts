import type { Rule } from "./rule.ts";

/** Web pages that may call are named one by one. */
export const originsAreNamed: Rule = {
  name: "origins-are-named",
  codes: ["MCPC5011"],
  check(context) {
    for (const [index, origin] of context.stack.data.gateway.origins.entries()) {
      if (origin !== "*") continue;
      context.report("MCPC5011", {}, { range: context.near(["gateway", "origins", index], "value"), address: "gateway" });
    }
  },
};
