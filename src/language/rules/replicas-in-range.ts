import { type Rule, title } from "./rule.ts";

/** A number of replicas beside a range lies within it. */
export const replicasInRange: Rule = {
  name: "replicas-in-range",
  codes: ["MCPC3024"],
  check(context) {
    for (const [name, { scale }] of context.servers) {
      const { replicas, min = 1, max } = scale;
      if (replicas === undefined || max === undefined || (replicas >= min && replicas <= max)) continue;
      const range = context.near(["servers", name, "scale", "replicas"], "value");
      context.report("MCPC3024", { who: title("server", name), replicas, min, max }, { range, address: `server.${name}` });
    }
  },
};
