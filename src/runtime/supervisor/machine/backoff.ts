import type { Restart } from "../../../model/health.ts";

/**
 * Milliseconds to wait before restart number `attempt` (from 0) of a row: doubles from `initialMs` up to `maxMs`, and the upper
 * half of it is left to chance, so that units which fell together do not come back together.
 */
export function backoffDelay(restart: Restart, attempt: number, random: number): number {
  const full = Math.min(restart.maxMs, restart.initialMs * 2 ** Math.min(attempt, 30));
  return Math.round(full / 2 + (full / 2) * random);
}

/** How long a unit must have been ready until its earlier failures are forgotten. */
export function healthyStretch(restart: Restart): number {
  return Math.max(10_000, 2 * restart.maxMs);
}
