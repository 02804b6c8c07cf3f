import type { Restart } from "../../../model/health.ts";
import type { UnitSpec } from "../protocol.ts";

/** The part of a unit's specification that decides about its states. */
export interface UnitPolicy {
  readonly restart: Restart;
  /** True for services: ending with code 0 is then success. An MCP server is never done, so its end is always a failure. */
  readonly mayComplete: boolean;
  /** False for remote units: nothing can be ended or restarted. */
  readonly ownsProcess: boolean;
  /** False: running is all that can be said, so running is healthy. */
  readonly checked: boolean;
  readonly readinessFailures: number;
  readonly livenessFailures: number;
  /** Readiness answers slower than this make a unit degraded. */
  readonly slowMs: number;
}

export function unitPolicy(spec: UnitSpec): UnitPolicy {
  const readiness = spec.health?.readiness;
  return {
    restart: spec.restart,
    mayComplete: spec.mcp === undefined,
    ownsProcess: spec.process.kind === "process",
    checked: spec.mcp !== undefined || (readiness !== undefined && readiness.check.kind !== "process"),
    readinessFailures: readiness?.failures ?? 3,
    livenessFailures: spec.health?.liveness?.failures ?? 3,
    slowMs: Math.min(1_000, (readiness?.timeoutMs ?? 5_000) / 2),
  };
}
