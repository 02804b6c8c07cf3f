import { failureText } from "./failure-text.ts";

/** What one look at a unit gave. */
export interface ProbeResult {
  readonly ok: boolean;
  readonly latencyMs: number;
  /** Why not, in one line. */
  readonly error?: string;
}

/** One way of looking. Rejects when the answer is bad or does not come; the message says why. */
export type ProbeCheck = (limits: { readonly timeoutMs: number; readonly signal: AbortSignal }) => Promise<void>;

/** Runs a check and takes its time. Never rejects and never takes longer than `timeoutMs`. */
export async function runProbe(check: ProbeCheck, timeoutMs: number, stop: AbortSignal): Promise<ProbeResult> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  const limit = new AbortController();
  const abort = () => limit.abort();
  stop.addEventListener("abort", abort, { once: true });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      limit.abort();
      reject(new Error(`no answer in ${timeoutMs >= 1_000 ? `${timeoutMs / 1_000} s` : `${timeoutMs} ms`}`));
    }, timeoutMs);
  });
  try {
    await Promise.race([check({ timeoutMs, signal: limit.signal }), late]);
    return { ok: true, latencyMs: took() };
  } catch (error) {
    return { ok: false, latencyMs: took(), error: firstLine(failureText(error)) };
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", abort);
  }
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
