import type { Restart } from "../model/health.ts";

/**
 * Built-in defaults that depend on more than their own field. All others stand in the schema. What a server of the language is by default
 * (transport, path, statefulness) is in `language/rules/derived.ts`, because the rules judge by it too.
 */

/** Time to come up where a package may have to be fetched first: about one first start in three takes over a minute. */
export const installingStartupTimeoutMs = 120_000;

export const startupTimeoutMs = 60_000;

/** Timing of a check that nobody timed. */
export const probeTiming = { intervalMs: 10_000, timeoutMs: 5_000, failures: 3 } as const;

/** Largest request that is passed on. */
export const bodyBytes = 4 * 2 ** 20;

/** What an external service is said to do when it ends: it is not ours. */
export const noRestart: Restart = { policy: "never", initialMs: 1_000, maxMs: 30_000, maxAttempts: 1 };
