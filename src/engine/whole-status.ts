import { addressName } from "../model/address.ts";
import type { DesiredResource } from "./resource.ts";
import type { EnvironmentStatus, StatusEntry } from "./target.ts";

/**
 * What a target tells of an environment, completed by what the present revision asks for and nobody holds any more: a supervisor that was
 * killed tells of nothing, and that must not look as if nothing were wrong.
 */
export function wholeStatus(status: EnvironmentStatus, desired: readonly Pick<DesiredResource, "address">[]): EnvironmentStatus {
  const held = new Set(status.entries.map(({ address }) => address));
  const gone = desired
    .filter(({ address }) => !held.has(address) && (address.startsWith("server.") || address.startsWith("service.")))
    .map(({ address }): StatusEntry => ({ address, name: addressName(address), state: "gone", ready: false, restarts: 0 }));
  if (gone.length === 0) return status;
  return { ...status, entries: [...status.entries, ...gone].sort((a, b) => (a.address < b.address ? -1 : 1)) };
}
