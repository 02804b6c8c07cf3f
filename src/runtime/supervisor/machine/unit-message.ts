import type { UnitMachine } from "./unit-machine.ts";

/** Why a unit is in its state, in one line: `exit 1, next try in 8 s: "API key missing"`. */
export function unitMessage(machine: UnitMachine, now: number): string | undefined {
  const { reason, line, retryAt } = machine;
  if (reason === undefined) return undefined;
  const wait =
    machine.state === "backoff" && retryAt !== undefined ? `, next try in ${Math.max(0, Math.ceil((retryAt - now) / 1_000))} s` : "";
  return `${reason}${wait}${line === undefined ? "" : `: "${line}"`}`;
}
