import type { SourceRange } from "../diagnostics/source.ts";
import type { Address } from "../model/address.ts";

export type Action = "no-op" | "create" | "update" | "replace" | "delete" | "adopt" | "restart";

/** Why a change is made; stable words for programs. */
export type ReasonCode =
  | "missing"
  | "spec-changed"
  | "secret-changed"
  | "spec-and-secret-changed"
  /** An environment variable that it refers to has another value now. */
  | "environment-changed"
  | "forces-replacement"
  | "not-running"
  | "failed"
  | "dependency-replaced"
  | "removed-from-file"
  | "destroy-requested"
  /** Of a destroy with data: what was removed before has left data behind. */
  | "data-left"
  | "restart-requested"
  | "drifted"
  /** It runs as wanted, but our records do not know it (their folder was lost). */
  | "not-recorded"
  | "unchanged";

/**
 * One field that differs. Values of secrets and environment variables never appear: `sensitive` says so, `before` and `after` are absent
 * then.
 */
export interface FieldChange {
  /** Dotted path as a person writes it: `env.LOG_LEVEL`, `resources.memory`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly sensitive?: boolean;
  /** Of a sensitive field: what has another value now, `secret.api-key` or `env.REGION`. */
  readonly reference?: string;
  readonly forcesReplace?: boolean;
  /** The YAML place that set `after`. */
  readonly origin?: SourceRange;
}

export interface Change {
  readonly address: Address;
  readonly action: Action;
  readonly reasonCode: ReasonCode;
  /** The reason in words. */
  readonly reason: string;
  readonly diff: readonly FieldChange[];
  readonly origin?: SourceRange;
  /** What must hold before dependents go on: `ready`, `gone`, or nothing. */
  readonly wait: "ready" | "gone" | "none";
  /** Changes that must be done before this one: what it needs, or, for a deletion, what needed it. */
  readonly after?: readonly Address[];
  /** Of a deletion: its persistent data goes too. */
  readonly destroyData?: boolean;
  /** Of an update: the thing runs on meanwhile, and nothing that needs it notices. */
  readonly inPlace?: boolean;
}
