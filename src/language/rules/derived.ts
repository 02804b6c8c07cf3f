import { defaultIdleMs, defaultNginx } from "../../model/nginx.ts";
import type { CheckedStack } from "../checked-stack.ts";
import type { Server, Service } from "./rule.ts";

/** What a stack does not say but means: defaults that depend on other fields. The rules judge by them and lowering writes them down. */

const defaultEdge = { version: defaultNginx, idle: defaultIdleMs, gateway: false };

/** Where the chosen environment runs, and what stands in front of its servers. */
export function placementOf(stack: CheckedStack) {
  const environment = stack.data.environments[stack.environment];
  const target = environment?.target ?? "local";
  const usual = target === "nginx" ? "nginx" : "gateway";
  return { target, edge: environment?.edge?.kind ?? usual, nginx: environment?.edge?.nginx ?? defaultEdge } as const;
}

export function transportOf(server: Server): "stdio" | "http" | "sse" {
  return server.transport ?? (server.run.url === undefined ? "stdio" : "http");
}

/** Path of the MCP endpoint at the server itself. */
export function mcpPathOf(server: Server): string {
  return server.path ?? (transportOf(server) === "sse" ? "/sse" : "/mcp");
}

/** Modern servers have no sessions; all others are taken to keep something in them unless they say otherwise. */
export function isStateful(server: Server): boolean {
  return server.stateful ?? server.protocol !== "modern";
}

/** Most replicas there may be at a time. */
export function mostReplicas({ scale }: Server): number {
  return Math.max(scale.max ?? 1, scale.replicas ?? 1);
}

/** Path before `/mcp` at the front door. */
export function routeOf(name: string, server: Server): string {
  return server.expose.path ?? `/${name}`;
}

/** True when mcpc starts it; false when it only looks at it. */
export function isStarted(thing: Server | Service): boolean {
  return "run" in thing ? thing.run.url === undefined : thing.external === undefined;
}

/** True for targets that start plain processes on one machine, where all ports are one name space. */
export function sharesMachine(target: string): boolean {
  return target === "local" || target === "systemd" || target === "nginx";
}
