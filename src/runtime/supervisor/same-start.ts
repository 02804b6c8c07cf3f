import { canonicalJson } from "../../model/canonical-json.ts";
import type { UnitStart } from "./protocol.ts";

/** True when both ask for the same thing with the same secrets, whatever their revisions. */
export function isSameStart(one: UnitStart, other: UnitStart): boolean {
  return one.specHash === other.specHash && canonicalJson(one.secretFingerprints) === canonicalJson(other.secretFingerprints);
}
