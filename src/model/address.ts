/** Stable name of one thing in a stack: `server.tasks`, `service.db`, `secret.pg-password`. */
export type Address = `server.${string}` | `service.${string}` | `secret.${string}` | "gateway";

export const serverAddress = (name: string): Address => `server.${name}`;
export const serviceAddress = (name: string): Address => `service.${name}`;
export const secretAddress = (name: string): Address => `secret.${name}`;

/** The part after the first dot: `server.tasks` → `tasks`. */
export function addressName(address: Address): string {
  return address.slice(address.indexOf(".") + 1);
}
