/**
 * Stable name of one thing in a stack: `server.tasks`, `service.db`, `secret.pg-password`. `gateway` is the front door, whatever it is made of;
 * `platform.prometheus` is something that a target itself puts beside it.
 */
export type Address = `server.${string}` | `service.${string}` | `secret.${string}` | `platform.${string}` | "gateway";

export const serverAddress = (name: string): Address => `server.${name}`;
export const serviceAddress = (name: string): Address => `service.${name}`;
export const platformAddress = (name: string): Address => `platform.${name}`;
export const secretAddress = (name: string): Address => `secret.${name}`;

/** The part after the first dot: `server.tasks` → `tasks`. */
export function addressName(address: Address): string {
  return address.slice(address.indexOf(".") + 1);
}
