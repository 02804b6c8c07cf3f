import type { Capability, CapabilityTable } from "../model/capability.ts";

export const native = (note?: string): Capability => (note === undefined ? { level: "native" } : { level: "native", note });
export const emulated = (how: string, warns?: boolean): Capability => ({ level: "emulated", how, ...(warns && { warns }) });
export const unsupported = (instead: string): Capability => ({ level: "unsupported", instead });

/** The table of a part of the language, where that part stands under `prefix`. */
export function below(prefix: string, table: CapabilityTable): CapabilityTable {
  return Object.fromEntries(Object.entries(table).map(([key, capability]) => [`${prefix}.${key}`, capability]));
}

/** Of a secret: mcpc fetches its value on every target alike, but for one that only Docker knows. */
export function secretRows(insteadOfDocker: string): CapabilityTable {
  return {
    description: native(),
    "from.env": native(),
    "from.file": native(),
    "from.exec": native(),
    "from.kubernetes": native("kubectl is asked for it, in whatever context it has, when the stack is applied"),
    "from.docker": unsupported(insteadOfDocker),
  };
}
