import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Address } from "../model/address.ts";
import type { Secret } from "../model/secret.ts";
import type { Artifact } from "./artifact.ts";
import type { Change } from "./change.ts";
import type { Operation } from "./operation.ts";
import type { DesiredResource } from "./resource.ts";
import type { Scope } from "./scope.ts";

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly restart: number;
  readonly adopt: number;
  readonly noop: number;
}

/** What was asked for besides the stack; kept so that apply can compute the plan again. */
export interface PlanRequest {
  /** What drift must not report and apply must not put back: JSON pointers that start with an address. */
  readonly ignore: readonly string[];
  readonly restart: readonly Address[];
  readonly allowEmpty: boolean;
  readonly destroyData: boolean;
}

/**
 * What apply will do, as data. Apply obeys the operations and nothing else; `drift`, `changes` and `summary` are for people and must
 * not drive behaviour. Saved as JSON it can be applied later without the stack file; it holds no secret value.
 */
export interface Plan {
  readonly formatVersion: "1.0";
  readonly tool: string;
  readonly mode: "apply" | "destroy" | "rollback";
  /** For a rollback: the revision whose state it puts back. */
  readonly of?: number;
  readonly request?: PlanRequest;
  readonly target: string;
  /** Which place of that kind: `docker "default"`. Absent where there is only one. */
  readonly where?: string;
  readonly environment: string;
  readonly stack: string;
  readonly scope: Scope;
  /** Digest of the checked stack; equal for shuffled keys. */
  readonly inputDigest: string;
  readonly artifactDigest: string;
  /** Identifies the history this plan continues; a plan of another lineage is stale. */
  readonly lineage: string;
  /** Revision the environment had; 0 before the first apply. */
  readonly priorRevision: number;
  /** Digest of the snapshot the plan was made from. */
  readonly snapshotFingerprint: string;
  /** What changed behind our back since the last apply. */
  readonly drift: readonly Change[];
  /** What is needed to reach the file, every resource listed once, no-ops included. */
  readonly changes: readonly Change[];
  readonly operations: readonly Operation[];
  readonly summary: PlanSummary;
  readonly diagnostics: readonly Diagnostic[];
  /** The complete wanted state, so that apply and rollback need nothing else. */
  readonly desired: readonly DesiredResource[];
  readonly secrets: readonly Secret[];
  readonly artifacts: readonly Artifact[];
}
