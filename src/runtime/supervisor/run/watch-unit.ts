import type { Probe } from "../../../model/health.ts";
import type { Clock } from "../clock.ts";
import type { McpConnection } from "../probe/mcp-connection.ts";
import { startProbeLoop } from "../probe/probe-loop.ts";
import type { ProbeResult } from "../probe/probe-result.ts";
import { unitCheck } from "../probe/unit-check.ts";
import type { UnitSpec } from "../protocol.ts";
import type { RunHooks } from "./unit-run.ts";

/** Readiness of an MCP server whose specification says nothing. */
const defaultReadiness: Probe = { check: { kind: "mcp" }, intervalMs: 10_000, timeoutMs: 5_000, failures: 3 };
const defaultStartupTimeoutMs = 60_000;

export function startupTimeout(unit: UnitSpec): number {
  return unit.health?.startupTimeoutMs ?? defaultStartupTimeoutMs;
}

export interface Watched {
  readonly unit: UnitSpec;
  readonly connection: McpConnection | undefined;
  readonly instance: string | undefined;
  readonly clock: Clock;
  readonly hooks: RunHooks;
  readonly redact: (text: string) => string;
}

/** Asks readiness and liveness until `stop`. A unit without any check is not asked. */
export function watchUnit(watched: Watched, stop: AbortSignal): void {
  const { unit, connection, clock, hooks } = watched;
  const readiness = unit.health?.readiness ?? (unit.mcp === undefined ? undefined : defaultReadiness);
  const ask = (question: "readiness" | "liveness", probe: Probe) => {
    const check = unitCheck(probe.check, unit, connection, watched.instance);
    startProbeLoop({ probe, check, clock, starting: hooks.starting, onResult: (result) => tell(watched, question, result) }, stop);
  };
  if (readiness !== undefined && isWorthAsking(readiness, unit)) ask("readiness", readiness);
  const liveness = unit.health?.liveness;
  if (liveness !== undefined && unit.process.kind === "process" && isWorthAsking(liveness, unit)) ask("liveness", liveness);
}

/** Why a unit is not ready yet, as far as known. */
export interface StartupError {
  readonly error: string | undefined;
  readonly line: string | undefined;
}

/** Reports `startup-failed` when the unit is still starting after its time. */
export function watchDeadline(watched: Watched, lastError: () => StartupError, stop: AbortSignal): void {
  const milliseconds = startupTimeout(watched.unit);
  const cancel = watched.clock.after(milliseconds, () => {
    if (stop.aborted || !watched.hooks.starting()) return;
    const { error, line } = lastError();
    const reason = `not ready in ${seconds(milliseconds)}${error === undefined ? "" : `, ${error}`}`;
    watched.hooks.report({ kind: "startup-failed", reason, line });
  });
  stop.addEventListener("abort", cancel, { once: true });
}

/** That the process runs is known without asking; only a server must still be asked once. */
function isWorthAsking(probe: Probe, unit: UnitSpec): boolean {
  return probe.check.kind !== "process" || (unit.mcp !== undefined && unit.mcp.transport !== "stdio");
}

function tell(watched: Watched, question: "readiness" | "liveness", result: ProbeResult): void {
  const error = result.error === undefined ? undefined : watched.redact(result.error);
  watched.hooks.report({ kind: "probe", question, ...result, error });
}

function seconds(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}
