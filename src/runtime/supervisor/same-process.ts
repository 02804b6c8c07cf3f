import { canonicalJson } from "../../model/canonical-json.ts";
import type { UnitStart } from "./protocol.ts";

/**
 * What a unit that runs as `one` becomes when it is asked to run as `other`: `undefined` when that takes a new process, which is not so
 * when both ask for the same thing with the same secrets, or differ only in what the front door looks at, and nobody wants it anew.
 */
export function withoutRestart(one: UnitStart, other: UnitStart): UnitStart | undefined {
  if (other.anew === true) return undefined;
  if (canonicalJson(one.secretFingerprints) !== canonicalJson(other.secretFingerprints)) return undefined;
  if (one.specHash === other.specHash) return { ...one, revision: other.revision, spec: other.spec };
  return one.processHash !== undefined && one.processHash === other.processHash ? other : undefined;
}
