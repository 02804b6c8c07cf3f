import type { FrontDoorUnit } from "../supervisor/front-door-port.ts";

export interface Readiness {
  readonly ready: boolean;
  readonly servers: readonly { readonly name: string; readonly state: string; readonly ready: boolean; readonly message?: string }[];
}

/** Ready when every server is that is meant to run: one that was stopped on purpose is not waited for. */
export function readinessOf(units: readonly FrontDoorUnit[]): Readiness {
  const servers = units.map(({ name, state, ready, message }) => ({ name, state, ready, ...(message === undefined ? {} : { message }) }));
  return { ready: servers.every(({ ready, state }) => ready || state === "stopped" || state === "completed"), servers };
}
