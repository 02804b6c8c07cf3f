import type { DesiredResource } from "../../../src/engine/resource.ts";

/** What the supervisor keeps for us beside a unit and gives back with its status. */
export interface StoredSpec {
  readonly kind: string;
  readonly spec: unknown;
}

export function storeSpec({ kind, spec }: DesiredResource): StoredSpec {
  return { kind, spec };
}

/** Reads what an older or newer mcpc may have stored; what it does not understand is as if it were not there. */
export function readStoredSpec(stored: unknown): Partial<StoredSpec> {
  return typeof stored === "object" && stored !== null && "spec" in stored ? (stored as StoredSpec) : {};
}
