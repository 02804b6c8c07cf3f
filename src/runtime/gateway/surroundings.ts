import type { CallObserver } from "./guard/call.ts";
import type { Quota } from "./guard/quota.ts";
import type { SessionLimits } from "./settings.ts";

/** What all servers behind one front door share. */
export interface Surroundings {
  /** Counts the calls to all servers together. */
  readonly everywhere: Quota;
  readonly observer: () => CallObserver | undefined;
  /** Longest request that is taken at all, in bytes. */
  readonly bodyLimit: () => number;
  /** Clients show their tokens to the gateway, so they are not meant for a server behind. */
  readonly dropsToken: () => boolean;
  readonly sessions: () => SessionLimits;
}
