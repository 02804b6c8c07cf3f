import type { SourceRange } from "../diagnostics/source.ts";
import type { Address } from "../model/address.ts";

/** One thing that should exist in the environment. */
export interface DesiredResource {
  readonly address: Address;
  /** Target's own word for it, such as `process`, `container`, `external`. */
  readonly kind: string;
  /**
   * Everything that decides what it is, as JSON. May hold `Value`s with references; never a secret's value.
   * Two resources with equal specs are the same thing.
   */
  readonly spec: unknown;
  /** Digest of `spec`. */
  readonly specHash: string;
  /** Names of the secrets it receives. */
  readonly secrets: readonly string[];
  /** JSON pointers whose change means a new thing, not a changed one. */
  readonly forceNew: readonly string[];
  readonly dependsOn: readonly {
    readonly address: Address;
    readonly until: "exists" | "ready" | "completed";
    readonly restart?: boolean;
  }[];
  /**
   * While it is ready, an update leaves the thing itself running, and so does everything that needs it: every update, or one of nothing but
   * what these JSON pointers name.
   */
  readonly updatesInPlace?: boolean | readonly string[];
  /** The YAML place to show beside a change of it. */
  readonly origin?: SourceRange;
  /** Milliseconds it may take to become ready after its operations; two minutes where it is not said. */
  readonly readyTimeoutMs?: number;
  /** JSON pointer into `spec` → the YAML place that set it. Not part of the hash. */
  readonly origins?: Readonly<Record<string, SourceRange>>;
}

export type ResourceStatus = "ready" | "progressing" | "failed" | "stopped" | "unknown";

/** One thing that does exist in the environment and carries our owner mark. */
export interface ObservedResource {
  readonly address: Address;
  readonly kind: string;
  readonly specHash?: string;
  /** The spec it runs with, as far as the environment can tell. */
  readonly spec?: unknown;
  /** Input (see `inputsOf`: secrets and environment variables) → fingerprint of the value it runs with. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly status: ResourceStatus;
  /** Why it is not ready, in words. */
  readonly message?: string;
  /** Changes whenever the thing does: container id, pid and start time. Order and load must not change it. */
  readonly version: string;
  /** Revision that put it there. */
  readonly revision?: number;
}

export type ObservedByAddress = ReadonlyMap<Address, ObservedResource>;

/** The environment at one moment, gathered in as few calls as there are kinds. */
export interface Snapshot {
  readonly resources: readonly ObservedResource[];
  /** Things in the way that are not ours (addresses or names); never touched. */
  readonly foreign: readonly string[];
  /** Names of servers and services whose persistent data is here, of those that are gone too. */
  readonly data?: readonly string[];
  /** Facts that operations depend on but that are not resources: what is installed, whether the daemon runs. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Which of several such places was looked at: `docker "default"`. Absent where there is only one. */
  readonly where?: string;
}
