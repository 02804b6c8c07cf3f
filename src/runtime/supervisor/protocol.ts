import type { Address } from "../../model/address.ts";
import type { Health, Restart } from "../../model/health.ts";
import type { CallLimits, Resources, ToolRules } from "../../model/server.ts";

/**
 * The control protocol of the supervisor: JSON over HTTP on a Unix socket (0600).
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /v1/status` | `SupervisorStatus` |
 * | `PUT /v1/units/ADDRESS` with `UnitStart` | 202; replaces a running unit of that address (stop, then start); status tells of the new one from then on |
 * | `POST /v1/units/ADDRESS/start`, `…/stop`, `…/restart` | 202 |
 * | `DELETE /v1/units/ADDRESS` | 204 when it is stopped and forgotten |
 * | `PUT /v1/gateway` with `GatewaySettings` | 204; the front door takes them over, calls under way go on |
 * | `GET /v1/front-door` | `FrontDoorAccess`: how mcpc itself calls servers |
 * | `GET /v1/events` | NDJSON stream of `SupervisorEvent`, the present state of each unit first |
 * | `POST /v1/shutdown` | 202; stops every unit, then itself |
 *
 * Errors are `{"error": {"code", "message"}}` with a 4xx or 5xx status. A unit's environment goes in and never comes out.
 */
export const controlProtocolVersion = "1";

export type UnitState = "starting" | "healthy" | "degraded" | "unhealthy" | "crashed" | "backoff" | "stopping" | "stopped" | "completed";

/** How a unit is run. */
export type UnitProcess =
  | {
      readonly kind: "process";
      /** Program (absolute, or found on PATH of `env`) and arguments. No shell. */
      readonly command: readonly string[];
      readonly cwd: string;
      /** The complete environment; may hold secrets, so it is kept in memory only. */
      readonly env: Readonly<Record<string, string>>;
      /** Run after the process is gone, to remove what it may leave (`docker rm -f NAME`). */
      readonly cleanup?: readonly string[];
    }
  /** Not started by us; only probed (and, for a server, routed to). */
  | { readonly kind: "remote"; readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** What a unit speaks, when it is an MCP server. */
export interface UnitMcp {
  readonly transport: "stdio" | "http" | "sse";
  /** URL of its endpoint; absent for stdio. */
  readonly url?: string;
  readonly protocol: "auto" | "legacy" | "modern" | "dual";
  readonly stateful: boolean;
  /** Path at the front door, such as `/tasks`; its endpoint is `/tasks/mcp`. */
  readonly expose: string;
  readonly tools: ToolRules;
  readonly limits?: CallLimits;
}

export interface UnitSpec {
  readonly address: Address;
  readonly name: string;
  readonly process: UnitProcess;
  /** Absent for services. */
  readonly mcp?: UnitMcp;
  /** Absent: running is all that can be said. */
  readonly health?: Health;
  /** Port for tcp and http checks that name none. */
  readonly port?: number;
  readonly restart: Restart;
  readonly stop: { readonly graceMs: number };
  readonly resources: Resources;
  readonly logs: { readonly maxBytes: number; readonly files: number };
}

/** Body of `PUT /v1/units/ADDRESS`. */
export interface UnitStart {
  readonly unit: UnitSpec;
  /** Kept and given back by status, so that a plan can compare; holds references, never values. */
  readonly spec: unknown;
  readonly specHash: string;
  /** Digest of what decides the process. Equal ones differ in nothing but what the front door looks at, which takes no new process. */
  readonly processHash?: string;
  readonly secretFingerprints: Readonly<Record<string, string>>;
  readonly revision: number;
  /** Secret values of the unit's environment: replaced by `[secret]` in its log lines and messages. Kept in memory only. */
  readonly redact?: readonly string[];
  /** A new process is wanted even where nothing that decides it has changed. */
  readonly anew?: boolean;
}

export interface UnitStatus {
  readonly address: Address;
  readonly name: string;
  readonly state: UnitState;
  /** True while calls may be sent to it. */
  readonly ready: boolean;
  readonly pid?: number;
  /** Process start time as the kernel gives it, so that a reused pid is not mistaken. */
  readonly startTime?: string;
  readonly restarts: number;
  /** Revision of the protocol that was negotiated, such as `2025-11-25`. */
  readonly protocol?: string;
  readonly tools?: number;
  /** Full URL at the front door. */
  readonly url?: string;
  readonly uptimeSeconds?: number;
  /** Resident memory of the whole process group, where it can be read. */
  readonly memoryBytes?: number;
  /** Why it is in this state: exit code, last probe error, seconds to the next try. */
  readonly message?: string;
  readonly exitCode?: number;
  /** Last lines it wrote to stderr or its log, newest last; at most 20. */
  readonly logTail: readonly string[];
  readonly specHash: string;
  readonly spec: unknown;
  readonly secretFingerprints: Readonly<Record<string, string>>;
  readonly revision: number;
}

export interface SupervisorStatus {
  readonly formatVersion: "1.0";
  readonly protocolVersion: typeof controlProtocolVersion;
  readonly tool: string;
  readonly pid: number;
  readonly startedAt: number;
  readonly stack: string;
  readonly environment: string;
  /** `http://127.0.0.1:7420`; absent until the front door listens. */
  readonly url?: string;
  readonly units: readonly UnitStatus[];
}

/** Answer of `GET /v1/front-door`. The token is good as long as the supervisor lives, and goes to nobody but the owner of the socket. */
export interface FrontDoorAccess {
  readonly token: string;
}

export type SupervisorEvent =
  | { readonly kind: "state"; readonly time: number; readonly unit: UnitStatus }
  | { readonly kind: "removed"; readonly time: number; readonly address: Address };

/** Command line of the daemon: `mcpc-daemon` reads this JSON from its first argument. Holds no secret. */
export interface DaemonOptions {
  readonly stack: string;
  readonly environment: string;
  readonly stateDirectory: string;
  readonly socket: string;
  readonly host: string;
  /** 0 = 7420 or the next free port, and the one used before where it is free. */
  readonly port: number;
  /** Most units that start at the same time. */
  readonly parallel: number;
  /** Of the front door's log; 10 MiB in each of three files unless set. */
  readonly logs?: { readonly maxBytes: number; readonly files: number } | undefined;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** True: the front door lets nobody in before it was told who may call (`PUT /v1/gateway`). */
  readonly guarded?: boolean;
  /** Do not stay: end what a dead predecessor left running, then yourself. */
  readonly clearUpOnly?: boolean;
}
