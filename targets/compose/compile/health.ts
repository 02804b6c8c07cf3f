import type { Check, Health } from "../../../src/model/health.ts";
import type { Server } from "../../../src/model/server.ts";
import type { Service } from "../../../src/model/service.ts";
import type { HealthcheckDefinition } from "../compose-spec.ts";
import { bridgePort, type NodeKind, runtimeCommand } from "../image/launch.ts";
import { duration } from "./units.ts";
import { mcpPathOf, portOf } from "./values.ts";

/** The container's own check; `undefined` where there is nothing to ask, or nothing in the image that could ask. */
export function healthcheck(thing: Server | Service, node: NodeKind | undefined): HealthcheckDefinition | undefined {
  const { health } = thing;
  if (health === undefined) return undefined;
  const test = testOf(thing, health.readiness.check, health, node);
  if (test === undefined) return undefined;
  const { intervalMs, timeoutMs, failures } = health.readiness;
  return {
    test: ["CMD", ...test],
    interval: duration(intervalMs),
    timeout: duration(timeoutMs),
    retries: failures,
    start_period: duration(health.startupTimeoutMs),
  };
}

/** Whether a check was asked for that nothing in the image can make. */
export function lacksProber(thing: Server | Service, node: NodeKind | undefined): boolean {
  const kind = thing.health?.readiness.check.kind;
  return node === undefined && (kind === "mcp" || kind === "http" || kind === "tcp");
}

function testOf(thing: Server | Service, check: Check, { readiness }: Health, node: NodeKind | undefined): readonly string[] | undefined {
  if (check.kind === "exec") return check.command;
  if (check.kind === "process" || node === undefined) return undefined;
  const timeout = ["--timeout", duration(readiness.timeoutMs)];
  const probe = (kind: string, url: string) => [...runtimeCommand(node), "probe", url, "--check", kind, ...timeout];
  const bridged = "bridge" in thing && thing.bridge !== undefined;
  const own = "transport" in thing ? portOf(thing) : (thing.port ?? bridgePort);
  if (check.kind === "tcp") return probe("tcp", `tcp://127.0.0.1:${check.port ?? own}`);
  if (check.kind === "http") return probe("http", `http://127.0.0.1:${check.port ?? own}${check.path}`);
  // A handshake with a bridge would start a process of its own each time; the bridge itself knows.
  if (bridged) return probe("http", `http://127.0.0.1:${own}/readyz`);
  if (!("transport" in thing)) return undefined;
  const era = thing.protocol === "legacy" || thing.protocol === "modern" ? ["--protocol", thing.protocol] : [];
  const transport = thing.transport === "sse" ? ["--transport", "sse"] : [];
  const url = `http://127.0.0.1:${own}${mcpPathOf(thing)}`;
  return [...runtimeCommand(node), "probe", url, "--alive", ...era, ...transport, ...timeout];
}
