import type { Secret } from "../model/secret.ts";
import type { Artifact } from "./artifact.ts";
import type { PlanSummary } from "./plan.ts";
import type { DesiredResource } from "./resource.ts";

/** One apply that got as far as changing something, kept so that it can be compared with and returned to. */
export interface Revision {
  readonly formatVersion: "1.0";
  /** Counts from 1 within a lineage. */
  readonly revision: number;
  readonly lineage: string;
  readonly mode: "apply" | "destroy" | "rollback";
  /** For a rollback: the revision whose state it put back. */
  readonly of?: number;
  /** Where it was put, and with which options: what is there can be found again while the stack file is broken. Absent in old records. */
  readonly target?: string;
  readonly options?: unknown;
  /** See `Plan.where`. */
  readonly where?: string;
  /** See `PlanRequest`. */
  readonly ignore?: readonly string[];
  readonly inputDigest: string;
  /** Digest of `desired`; a rollback to an equal one is refused. */
  readonly desiredDigest: string;
  readonly desired: readonly DesiredResource[];
  readonly secrets: readonly Secret[];
  /** Input (see `inputsOf`: secrets and environment variables) → fingerprint of the value that was used. */
  readonly secretFingerprints: Readonly<Record<string, string>>;
  readonly artifacts: readonly Artifact[];
  readonly summary: PlanSummary;
  readonly result: "running" | "applied" | "failed" | "rolled-back" | "interrupted";
  /** True once every resource was verified. Only stable revisions are rolled back to automatically. */
  readonly stable: boolean;
  readonly started: number;
  readonly finished?: number;
  readonly who: string;
  readonly tool: string;
}
