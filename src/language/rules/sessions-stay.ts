import { isAtLeast, stickyNginx } from "../../model/nginx.ts";
import { isStarted, isStateful, mostReplicas } from "./derived.ts";
import { type Rule, type RuleContext, title } from "./rule.ts";

/**
 * Replicas of a server with sessions get every call of a session at the same one. What works, tried live: the gateway (it knows which
 * replica minted a session) and nginx (`ip_hash`, and from 1.29.6 on `sticky learn`; any version that passes everything to the gateway). A gateway API offers cookies, which MCP clients do not keep, and
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
      const wanted = affinity ?? "session";
      const newer = context.edge === "nginx" && wanted === "session" && !canLearn(context) ? stickyNginx : undefined;
      if (newer === undefined && workingAffinity[context.edge].includes(wanted)) continue;
      const key = affinity !== undefined ? "affinity" : server.scale.max !== undefined ? "max" : "replicas";
      const range = context.near(["servers", name, "scale", key], "value");
      context.report(
        "MCPC5001",
        { who: title("server", name), replicas, edge: edgeName(context), affinity, newer },
        { range, address: `server.${name}` },
      );
    }
  },
};

function canLearn({ nginx }: RuleContext): boolean {
  return nginx.gateway || isAtLeast(nginx.version, stickyNginx);
}

function edgeName({ edge, nginx }: RuleContext): string {
  return edge === "nginx" ? `nginx ${nginx.version}` : edge;
}
