import type { Change, FieldChange } from "../../engine/change.ts";

/** One change as data, the same in every report. */
export function changeJson({ address, action, reason, reasonCode, diff, inPlace }: Change): unknown {
  return { address, action, reason, reasonCode, diff: diff.map(fieldJson), ...(inPlace === true && { inPlace }) };
}

function fieldJson({ path, before = null, after = null, sensitive, reference }: FieldChange): unknown {
  return sensitive === true ? { path, before: null, after: null, sensitive, reference: reference ?? null } : { path, before, after };
}
