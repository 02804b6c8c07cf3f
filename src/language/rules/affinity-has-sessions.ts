import { mostReplicas } from "./derived.ts";
import { type Rule, title } from "./rule.ts";

/** Affinity is asked for only where there are sessions to keep and replicas to choose from. */
export const affinityHasSessions: Rule = {
  name: "affinity-has-sessions",
  codes: ["MCPC3020"],
  check(context) {
    for (const [name, server] of context.servers) {
      const { affinity } = server.scale;
      if (affinity === undefined || affinity === "none" || (server.protocol !== "modern" && mostReplicas(server) > 1)) continue;
      const why = server.protocol === "modern" ? "servers of the modern era have no sessions" : "there is only one replica";
      const range = context.near(["servers", name, "scale", "affinity"], "value");
      context.report("MCPC3020", { who: title("server", name), affinity, why }, { range, address: `server.${name}` });
    }
  },
};
