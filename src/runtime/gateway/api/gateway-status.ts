import { version } from "../../../model/version.ts";
import type { BreakerState } from "../guard/breaker.ts";
import type { ServeParts } from "../serve-parts.ts";
import type { UnitDoor } from "../unit-door.ts";

export interface GatewayStatus {
  readonly version: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly ready: boolean;
  readonly callsRunning: number;
  readonly servers: readonly ServerStatus[];
}

export interface ServerStatus {
  readonly name: string;
  readonly path: string;
  readonly state: string;
  readonly ready: boolean;
  readonly paused: boolean;
  readonly breaker: BreakerState;
  readonly callsRunning: number;
  readonly message?: string;
  /** Present for servers that are reached over HTTP. Addresses are shown without path and query, which may hold secrets. */
  readonly replicas?: readonly { readonly origin: string; readonly breaker: BreakerState; readonly running: number }[];
}

export function gatewayStatus({ doors, startedAt }: Pick<ServeParts, "doors" | "startedAt">): GatewayStatus {
  const servers = doors.all.map(serverStatus);
  return {
    version,
    startedAt: new Date(startedAt).toISOString(),
    ready: servers.every(({ ready, state }) => ready || state === "stopped" || state === "completed"),
    callsRunning: servers.reduce((sum, { callsRunning }) => sum + callsRunning, 0),
    servers,
  };
}

export function serverStatus(door: UnitDoor): ServerStatus {
  const { name, path, takesCalls: ready, paused, breaker, guard, unit, message, replicas } = door;
  return {
    name,
    path,
    state: unit.state,
    ready,
    paused,
    breaker,
    callsRunning: guard.running,
    ...(message === undefined ? {} : { message }),
    ...(replicas === undefined
      ? {}
      : {
          replicas: replicas().map((replica) => ({
            origin: replica.url.origin,
            breaker: replica.breaker.state(performance.now()),
            running: replica.running,
          })),
        }),
  };
}
