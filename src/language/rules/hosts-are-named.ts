import { isLoopback } from "./loopback.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** A front door that others can reach says under which names. */
export const hostsAreNamed: Rule = {
  name: "hosts-are-named",
  codes: ["MCPC5010"],
  check(context) {
    const { host, hosts } = context.stack.data.gateway;
    if (hosts.length > 0 || context.edge === "none") return;
    const edgePath = ["environments", context.stack.environment, "edge"];
    if (isProxy(context.edge)) {
      const why = `${context.edge} passes calls from the network on to the servers`;
      context.report("MCPC5010", { why }, { range: context.near(edgePath, "value"), address: "gateway" });
    } else if (!isLoopback(host)) {
      const why = `the front door listens on ${host}`;
      context.report("MCPC5010", { why }, { range: context.near(["gateway", "host"], "value"), address: "gateway" });
    }
  },
};

function isProxy(edge: RuleContext["edge"]): boolean {
  return edge === "nginx" || edge === "gateway-api";
}
