import type { GatewayAuth } from "../../src/model/gateway.ts";
import type { Health, Restart } from "../../src/model/health.ts";
import type { Run } from "../../src/model/run.ts";
import type { CallLimits, Data, Resources, Security, Server, ToolRules } from "../../src/model/server.ts";
import type { ServiceRun } from "../../src/model/service.ts";
import type { Value } from "../../src/model/value.ts";
import type { SessionLimits } from "../../src/runtime/gateway/settings.ts";

/**
 * What decides a process: written by compile, compared by the engine, kept in revisions, read again by execute. Plain JSON, no absolute
 * path, no secret. Fields have the names of the model, so that a plan can show them in the words of the file.
 */
export type LocalSpec = ServerSpec | ServiceSpec;

interface WorkloadSpec {
  readonly port?: number;
  readonly env: Readonly<Record<string, Value>>;
  readonly data?: Data;
  readonly health?: Health;
  readonly restart: Restart;
  readonly stop: { readonly graceMs: number };
  readonly resources: Resources;
  /** Of containers only: a process is what its user is. */
  readonly security?: Security;
  readonly logs: { readonly maxBytes: number; readonly files: number };
  /** Something waits until it has ended with exit code 0. */
  readonly completes?: true;
  /** Path at the front door of each server that a `${server.NAME.url}` names. */
  readonly urls?: Readonly<Record<string, string>>;
}

export interface ServerSpec extends WorkloadSpec {
  readonly run: Run;
  readonly transport: Server["transport"];
  readonly path: string;
  readonly protocol: Server["protocol"];
  readonly stateful: boolean;
  readonly tools: ToolRules;
  readonly limits: CallLimits;
  readonly expose: { readonly path: string };
}

export interface ServiceSpec extends WorkloadSpec {
  readonly run: ServiceRun;
}

/** The supervisor itself, with the front door it opens. */
export interface GatewaySpec {
  /** Of mcpc: a supervisor of another version is replaced. */
  readonly version: string;
  readonly host: string;
  /** 0 = 7420 or the next free one. */
  readonly port: number;
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
  readonly auth: GatewayAuth;
  /** Of all calls together. */
  readonly limits: CallLimits;
  /** The front door serves /metrics. */
  readonly metrics: boolean;
  readonly sessions: SessionLimits;
}

export function isServerSpec(spec: LocalSpec): spec is ServerSpec {
  return "transport" in spec;
}
