import type { UnitDoor } from "./unit-door.ts";

export interface Readiness {
  readonly ready: boolean;
  readonly servers: readonly { readonly name: string; readonly state: string; readonly ready: boolean; readonly message?: string }[];
}

/** Ready when every server is that is meant to run: one that was stopped on purpose is not waited for. */
export function readinessOf(doors: readonly UnitDoor[]): Readiness {
  const servers = doors.map(({ name, unit, takesCalls, message }) => ({
    name,
    state: unit.state,
    ready: takesCalls,
    ...(message === undefined ? {} : { message }),
  }));
  return { ready: servers.every(({ ready, state }) => ready || state === "stopped" || state === "completed"), servers };
}
