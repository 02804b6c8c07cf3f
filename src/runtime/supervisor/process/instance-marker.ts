import { readFileSync } from "node:fs";
import type { Address } from "../../../model/address.ts";
import { listPids } from "./process-table.ts";

/**
 * Every process of a unit carries this variable, and so does everything it starts, even in a session of its own. On Linux
 * /proc/PID/environ shows it, which is how a child is found that left the process group.
 */
export const markerVariable = "MCPC_INSTANCE";

/** `STACK/ENVIRONMENT/ADDRESS/TOKEN.NUMBER`; the token is the daemon's own, so two daemons never meet. */
export function instanceName(stack: string, environment: string, address: Address, token: string, number: number): string {
  return `${stack}/${environment}/${address}/${token}.${number}`;
}

/** The daemon's token in an instance name. */
export function instanceToken(instance: string): string {
  return /\/([^/.]+)\.\d+$/.exec(instance)?.[1] ?? "";
}

/** The instance a process belongs to; `undefined` where that cannot be seen. */
export function readInstance(pid: number): string | undefined {
  let environment: Buffer;
  try {
    environment = readFileSync(`/proc/${pid}/environ`);
  } catch {
    return undefined;
  }
  const start = findMarker(environment);
  if (start === undefined) return undefined;
  const end = environment.indexOf(0, start);
  return environment.toString("utf8", start, end < 0 ? undefined : end);
}

/** Instance of every process that has one, by pid. Empty where there is no /proc. */
export function readInstances(): Map<number, string> {
  const found = new Map<number, string>();
  if (process.platform !== "linux") return found;
  for (const pid of listPids()) {
    const instance = readInstance(pid);
    if (instance !== undefined) found.set(pid, instance);
  }
  return found;
}

const needle = Buffer.from(`${markerVariable}=`);

/** Offset of the marker's value; the variable starts the block or follows a NUL. */
function findMarker(environment: Buffer): number | undefined {
  for (let at = environment.indexOf(needle); at >= 0; at = environment.indexOf(needle, at + 1)) {
    if (at === 0 || environment[at - 1] === 0) return at + needle.length;
  }
  return undefined;
}
