import { isStarted, isStateful, mostReplicas } from "./derived.ts";
import { type Rule, type RuleContext, title } from "./rule.ts";

/**
 * Replicas of a server with sessions get every call of a session at the same one. What works, tried live: the gateway (it knows which
 * replica minted a session) and nginx (`sticky learn`, or `ip_hash`). A gateway API offers cookies, which MCP clients do not keep, and
 * the client's address is the ingress for all of them. Without an edge nobody chooses.
 */
const workingAffinity: Readonly<Record<RuleContext["edge"], readonly string[]>> = {
  gateway: ["session", "client-ip"],
  nginx: ["session", "client-ip"],
  "gateway-api": [],
  none: [],
};

export const sessionsStay: Rule = {
  name: "sessions-stay",
  codes: ["MCPC5001"],
  check(context) {
    for (const [name, server] of context.servers) {
      const replicas = mostReplicas(server);
      if (replicas < 2 || server.protocol === "modern" || !isStateful(server) || !isStarted(server)) continue;
      const { affinity } = server.scale;
      if (workingAffinity[context.edge].includes(affinity ?? "session")) continue;
      const key = affinity !== undefined ? "affinity" : server.scale.max !== undefined ? "max" : "replicas";
      const range = context.near(["servers", name, "scale", key], "value");
      context.report(
        "MCPC5001",
        { who: title("server", name), replicas, edge: context.edge, affinity },
        { range, address: `server.${name}` },
      );
    }
  },
};
