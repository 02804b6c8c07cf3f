import type { Check } from "../../../model/health.ts";
import { markerVariable } from "../process/instance-marker.ts";
import type { UnitSpec } from "../protocol.ts";
import { execCheck } from "./exec-check.ts";
import { httpCheck } from "./http-check.ts";
import type { McpConnection } from "./mcp-connection.ts";
import type { ProbeCheck } from "./probe-result.ts";
import { tcpCheck } from "./tcp-check.ts";

/** The check that a unit's health asks for. A command carries the unit's `instance`, so that it cannot outlive it. */
export function unitCheck(check: Check, unit: UnitSpec, connection: McpConnection | undefined, instance: string | undefined): ProbeCheck {
  switch (check.kind) {
    case "mcp":
      return connection?.check ?? impossible("it is not an MCP server");
    case "process":
      return () => Promise.resolve();
    case "exec":
      return unit.process.kind === "process"
        ? execCheck(check.command, unit.process.cwd, { ...unit.process.env, [markerVariable]: instance ?? "" })
        : impossible("a command cannot look at what runs elsewhere");
    case "tcp":
    case "http":
      return networkCheck(check, unit);
  }
}

function networkCheck(check: Check & { kind: "tcp" | "http" }, unit: UnitSpec): ProbeCheck {
  const base = baseUrl(unit, check.port);
  if (base === undefined) return impossible("no port is known for its check");
  if (check.kind === "tcp")
    return tcpCheck(base.hostname.replace(/^\[|\]$/g, ""), Number(base.port) || (base.protocol === "https:" ? 443 : 80));
  return httpCheck(new URL(check.path, base), unit.process.kind === "remote" ? { headers: unit.process.headers } : {});
}

/** Where the unit listens: loopback for what we started, its own address for what somebody else runs. */
function baseUrl(unit: UnitSpec, port: number | undefined): URL | undefined {
  if (unit.process.kind === "remote") {
    const url = new URL(unit.process.url);
    if (port !== undefined) url.port = String(port);
    return url;
  }
  const own = port ?? unit.port ?? (unit.mcp?.url === undefined ? undefined : Number(new URL(unit.mcp.url).port));
  return own === undefined ? undefined : new URL(`http://127.0.0.1:${own}`);
}

function impossible(reason: string): ProbeCheck {
  return () => Promise.reject(new Error(reason));
}
