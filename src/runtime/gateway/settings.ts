import type { CallLimits } from "../../model/server.ts";
import type { AuthSettings } from "./auth/authenticator.ts";

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
}
