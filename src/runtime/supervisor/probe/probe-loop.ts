import type { Probe } from "../../../model/health.ts";
import type { Clock } from "../clock.ts";
import { type ProbeCheck, type ProbeResult, runProbe } from "./probe-result.ts";

export interface ProbeLoopOptions {
  readonly probe: Probe;
  readonly check: ProbeCheck;
  readonly clock: Clock;
  readonly onResult: (result: ProbeResult) => void;
  /** True while the unit comes up: then it is looked at often. */
  readonly starting: () => boolean;
}

const firstPauseMs = 50;
const longestStartPauseMs = 1_000;
/** The first answer of a server that still loads may take longer than any later one; the startup time bounds it anyway. */
const startTimeoutMs = 10_000;

/**
 * Asks the same question again and again: quickly while the unit starts (50 ms, then longer up to 1 s), then once per
 * interval. Intervals vary by a tenth, so that the probes of many units spread by themselves. Ends with `stop`.
 */
export function startProbeLoop(options: ProbeLoopOptions, stop: AbortSignal): void {
  const { probe, clock } = options;
  let startPause = firstPauseMs;
  let first = true;
  const nextPause = () => {
    if (options.starting()) {
      const pause = Math.min(startPause, probe.intervalMs);
      startPause = Math.min(startPause * 1.5, longestStartPauseMs);
      return pause;
    }
    // The first pause after the start is anything up to a whole interval: units that came up together part here.
    const share = first ? 0.1 + 0.9 * clock.random() : 0.9 + 0.2 * clock.random();
    first = false;
    return probe.intervalMs * share;
  };
  const look = async () => {
    const timeoutMs = options.starting() ? Math.max(startTimeoutMs, probe.timeoutMs) : probe.timeoutMs;
    const result = await runProbe(options.check, timeoutMs, stop);
    if (stop.aborted) return;
    options.onResult(result);
    if (!stop.aborted) schedule(nextPause());
  };
  const schedule = (milliseconds: number) => {
    const cancel = clock.after(milliseconds, () => {
      stop.removeEventListener("abort", cancel);
      void look();
    });
    stop.addEventListener("abort", cancel, { once: true });
  };
  schedule(options.starting() ? 0 : nextPause());
}
