import type { SourceRange } from "../diagnostics/source.ts";
import type { Address } from "./address.ts";
import type { Health, Restart } from "./health.ts";
import type { Origin } from "./origin.ts";
import type { Run } from "./run.ts";
import type { Value } from "./value.ts";

export interface Dependency {
  readonly address: Address;
  readonly until: "started" | "healthy" | "completed";
  /** Restart the dependent after the thing it needs was replaced. */
  readonly restart: boolean;
}

/** Persistent storage: a directory, a volume or a PVC, per target. */
export interface Data {
  /** Mount point in a container; a hint elsewhere. */
  readonly path: string;
  /** Bytes asked for, where storage has a size. */
  readonly sizeBytes?: number;
}

export interface Resources {
  readonly memoryBytes?: number;
  /** Thousandths of a core. */
  readonly cpuMillis?: number;
  readonly pids?: number;
}

/** Limits on calls, applied by whatever stands in front of the server. */
export interface CallLimits {
  readonly concurrency?: number;
  /** Calls per second. */
  readonly ratePerSecond?: number;
  readonly timeoutMs?: number;
  readonly bodyBytes?: number;
}

export interface ToolRules {
  readonly allow?: readonly string[];
  readonly deny: readonly string[];
  /** Name at the server → name shown. */
  readonly rename: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, CallLimits>>;
}

export interface Scale {
  readonly replicas: number;
  /** Present when the number follows load. */
  readonly auto?: { readonly min: number; readonly max: number; readonly cpuPercent?: number };
  readonly affinity?: "none" | "session" | "client-ip";
}

/** Asked-for departures from the safe default; each is judged by the safety rules. */
export interface Security {
  readonly user?: string;
  readonly privileged: boolean;
  readonly readOnly: boolean;
  readonly capabilities: readonly string[];
  readonly hostNetwork: boolean;
  readonly mounts: readonly { readonly source: string; readonly target: string; readonly readOnly: boolean }[];
}

/** One call that must give what it gave when the test was written. */
export interface ServerTest {
  readonly tool: string;
  readonly args: unknown;
  readonly expect: { readonly text?: string; readonly isError?: boolean; readonly matches?: string };
}

/** One MCP server, complete: every default is filled in, every reference checked. */
export interface Server {
  readonly address: Address;
  readonly name: string;
  readonly description?: string;
  readonly origin: Origin;
  /** Dotted field of the language, such as `env.LOG_LEVEL` → the place in a file that set it. Not part of what it is. */
  readonly origins?: Readonly<Record<string, SourceRange>>;
  readonly run: Run;
  /** What the server itself speaks. */
  readonly transport: "stdio" | "http" | "sse";
  /** TCP port it listens on; present for http and sse unless `run` is a url. */
  readonly port?: number;
  /** Path of its MCP endpoint; `/mcp` unless said otherwise. */
  readonly path: string;
  /** Present when lowering put a stdio ⇄ HTTP bridge before it: always for stdio. */
  readonly bridge?: { readonly stateful: boolean };
  readonly protocol: "auto" | "legacy" | "modern" | "dual";
  readonly stateful: boolean;
  readonly env: Readonly<Record<string, Value>>;
  readonly data?: Data;
  readonly needs: readonly Dependency[];
  readonly health: Health;
  readonly restart: Restart;
  readonly stop: { readonly graceMs: number };
  readonly scale: Scale;
  readonly resources: Resources;
  readonly limits: CallLimits;
  readonly tools: ToolRules;
  /** Path before `/mcp` at the front door: `/tasks` gives `/tasks/mcp`. */
  readonly expose: { readonly path: string };
  readonly routing: { readonly keywords: readonly string[]; readonly patterns: readonly string[]; readonly priority: number };
  readonly security: Security;
  readonly tests: readonly ServerTest[];
  readonly tags: readonly string[];
}
