/** What happens to a unit. Times and chance come beside it, in a `Moment`. */
export type UnitEvent =
  /** Somebody asks for it: apply, `mcpc start|stop|restart`. */
  | { readonly kind: "start" | "stop" | "restart" }
  /** The process exists (or, for a remote unit, probing began). */
  | { readonly kind: "spawned" }
  /** No process came to be. `permanent`: trying again cannot help (program not found). */
  | { readonly kind: "spawn-failed"; readonly reason: string; readonly permanent: boolean }
  /** The process ended without being asked to. */
  | { readonly kind: "exited"; readonly code?: number; readonly signal?: string; readonly line?: string }
  | {
      readonly kind: "probe";
      readonly question: "readiness" | "liveness";
      readonly ok: boolean;
      readonly latencyMs: number;
      readonly error?: string;
    }
  /** It was not ready when its startup time was over, or its handshake failed for good. */
  | { readonly kind: "startup-failed"; readonly reason: string; readonly line?: string }
  /** It runs but must not go on: it took more than it may, or ended its conversation. `now`: without grace. */
  | { readonly kind: "broken"; readonly reason: string; readonly now: boolean }
  /** A stop that was asked for is done: nothing of the process is left. */
  | { readonly kind: "gone" }
  /** The backoff is over. */
  | { readonly kind: "retry" };

/** When an event happened, and the chance that went into it. */
export interface Moment {
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** In [0, 1). */
  readonly random: number;
}

/** What the owner of the machine must now do. */
export type UnitEffect =
  | { readonly kind: "spawn" }
  /** End the process; `gone` must follow. `now`: without any grace. */
  | { readonly kind: "end"; readonly now: boolean }
  | { readonly kind: "schedule-retry"; readonly delayMs: number }
  | { readonly kind: "cancel-retry" };
