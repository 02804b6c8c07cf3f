import type { DesiredResource } from "../../../src/engine/resource.ts";
import type { Address } from "../../../src/model/address.ts";

/** What the supervisor keeps for us beside a unit and gives back with its status. */
export interface StoredSpec {
  readonly kind: string;
  readonly spec: unknown;
  /** What it needed, so that it can be stopped before that. */
  readonly needs: readonly Address[];
}

export function storeSpec({ kind, spec, dependsOn }: DesiredResource): StoredSpec {
  return { kind, spec, needs: dependsOn.map((need) => need.address) };
}

/** Reads what an older or newer mcpc may have stored; what it does not understand is as if it were not there. */
export function readStoredSpec(stored: unknown): Partial<StoredSpec> {
  return typeof stored === "object" && stored !== null && "spec" in stored ? (stored as StoredSpec) : {};
}
