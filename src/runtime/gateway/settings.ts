import type { CallLimits } from "../../model/server.ts";
import type { AuthSettings } from "./auth/authenticator.ts";

/** Of the sessions that have a process of their own, for each server. */
export interface SessionLimits {
  readonly max: number;
  /** A session in which nothing passes ends after so long. */
  readonly idleMs: number;
  /** It ends after so long in any case. */
  readonly lifetimeMs: number;
}

export const usualSessions: SessionLimits = { max: 64, idleMs: 30 * 60_000, lifetimeMs: 24 * 3_600_000 };

/** What a front door can be told while it is open; calls under way are not touched by it. */
export interface GatewaySettings {
  readonly auth: AuthSettings;
  /** Of all calls together. */
  readonly limits: CallLimits;
  /** Serve `/metrics`. */
  readonly metrics: boolean;
  /** Host names, with a port or without, beside the loopback names. */
  readonly allowedHosts?: readonly string[];
  readonly allowedOrigins?: readonly string[];
  /** `usualSessions` unless set. */
  readonly sessions?: SessionLimits;
}
