import type { CheckedStack } from "../language/checked-stack.ts";
import {
  isStarted,
  isStateful,
  mcpPathOf,
  mostReplicas,
  placementOf,
  routeOf,
  sharesMachine,
  transportOf,
} from "../language/rules/derived.ts";
import { locate } from "../language/rules/locate.ts";
import type { Server as WrittenServer } from "../language/rules/rule.ts";
import { serverAddress } from "../model/address.ts";
import type { Scale, Server, ServerTest, ToolRules } from "../model/server.ts";
import { bodyBytes } from "./defaults.ts";
import { lowerRestart, lowerServerHealth } from "./health.ts";
import { lowerNeeds } from "./needs.ts";
import { originOf, originsOf } from "./origins.ts";
import { lowerRun, lowerTexts, needsBridge, sortedEntries } from "./run.ts";
import { lowerData, lowerLimits, lowerResources, lowerSecurity } from "./workload.ts";

/** One server with everything filled in that its targets need to know. */
export function lowerServer(stack: CheckedStack, name: string, server: WrittenServer): Server {
  const stateful = isStateful(server);
  const { keywords, patterns, priority } = server.routing;
  return {
    address: serverAddress(name),
    name,
    description: server.description,
    origin: originOf(stack, "servers", name),
    origins: originsOf(stack, name),
    run: lowerRun(server),
    transport: transportOf(server),
    port: isStarted(server) ? server.port : undefined,
    path: mcpPathOf(server),
    bridge: needsBridge(server) ? { stateful } : undefined,
    protocol: server.protocol,
    stateful,
    env: lowerTexts(server.env),
    data: lowerData(server.data),
    needs: lowerNeeds(name, server, stack.data),
    health: lowerServerHealth(server, {
      isSet: locate(stack.tree, ["servers", name, "health", "startup", "timeout"], "value") !== undefined,
      installs: mayInstallAtStart(stack, server),
    }),
    restart: lowerRestart(server.restart),
    stop: { graceMs: server.stop.grace },
    scale: lowerScale(server, stateful),
    resources: lowerResources(server.resources),
    limits: lowerLimits(server.limits, bodyBytes),
    tools: lowerTools(server.tools),
    expose: { path: trimmedRoute(routeOf(name, server)) },
    routing: { keywords, patterns, priority },
    security: lowerSecurity(server.security),
    tests: server.tests.map(({ tool, args, expect }): ServerTest => ({ tool, args, expect })),
    tags: server.tags,
  };
}

/** On one machine packages are installed before the start; elsewhere the machine that starts it may be new. */
function mayInstallAtStart(stack: CheckedStack, { run }: WrittenServer): boolean {
  return (run.npm !== undefined || run.pypi !== undefined) && !sharesMachine(placementOf(stack).target);
}

function lowerScale(server: WrittenServer, stateful: boolean): Scale {
  const { replicas, min, max, cpu, affinity } = server.scale;
  const hasSessions = stateful && server.protocol !== "modern";
  return {
    replicas: replicas ?? (max === undefined ? 1 : (min ?? 1)),
    auto: max === undefined ? undefined : { min: min ?? 1, max, cpuPercent: cpu },
    affinity: affinity ?? (hasSessions && mostReplicas(server) > 1 ? "session" : "none"),
  };
}

function lowerTools({ allow, deny, rename, limits }: WrittenServer["tools"]): ToolRules {
  return {
    allow,
    deny,
    rename: Object.fromEntries(sortedEntries(rename)),
    limits: Object.fromEntries(sortedEntries(limits).map(([tool, limit]) => [tool, lowerLimits(limit)])),
  };
}

/** Without a slash at the end, because `/mcp` follows; the root stays empty-handed as `/`. */
function trimmedRoute(route: string): string {
  return route.replace(/\/+$/, "") || "/";
}
