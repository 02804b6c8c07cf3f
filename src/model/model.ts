import type { Gateway } from "./gateway.ts";
import type { NginxEdge } from "./nginx.ts";
import type { Secret } from "./secret.ts";
import type { Server } from "./server.ts";
import type { Service } from "./service.ts";

export interface Monitoring {
  readonly prometheus: boolean;
  readonly grafana: boolean;
  readonly openTelemetry?: { readonly endpoint: string };
}

/**
 * One environment of one stack, independent of where it will run. Pure data: no clock, no machine, no absolute path. Servers, services
 * and secrets are sorted by name, so that equal stacks give equal bytes.
 */
export interface Model {
  readonly stack: string;
  readonly description?: string;
  readonly environment: string;
  readonly target: string;
  readonly edge: "none" | "gateway" | "nginx" | "gateway-api";
  /** Present when that is nginx. */
  readonly nginx?: NginxEdge;
  readonly servers: readonly Server[];
  readonly services: readonly Service[];
  readonly secrets: readonly Secret[];
  /** Files that hold secrets, in whatever environment, and keys of certificates; relative to the stack's folder, sorted. No image may hold them. */
  readonly secretFiles: readonly string[];
  readonly gateway: Gateway;
  readonly clients: readonly string[];
  readonly monitoring: Monitoring;
  /** What drift must not report: JSON pointers that start with an address, such as `/server.tasks/scale/replicas`. */
  readonly ignore: readonly string[];
}
