/** One MCP message on its way to a server. */
export interface Call {
  readonly method: string;
  /** Of `tools/call`: the tool's name at the server. */
  readonly tool?: string;
}

/**
 * How a call ended: `tool-error` is a result with `isError`, `error` a JSON-RPC error of the server; with `unavailable` and `timeout` there
 * was no answer; with `cancelled` nobody waits for it any more.
 */
export type Outcome = "ok" | "tool-error" | "error" | "unavailable" | "timeout" | "cancelled";

export type RefusalReason = "rate" | "concurrency";

/** Who is told of calls: metrics and logs. */
export interface CallObserver {
  ended(server: string, call: Call, outcome: Outcome, seconds: number): void;
  refused(server: string, call: Call, reason: RefusalReason): void;
}

/** Shaking hands, listening and taking back: no work for a server, so limits do not count it. */
const uncounted = new Set([
  "initialize",
  "server/discover",
  "ping",
  "subscriptions/listen",
  "notifications/initialized",
  "notifications/cancelled",
]);

export function isCounted({ method }: Call): boolean {
  return !uncounted.has(method);
}
