import type { Change } from "../change.ts";
import type { ObservedByAddress, ObservedResource } from "../resource.ts";
import type { Revision } from "../revision.ts";
import { changedInputs } from "./compare-inputs.ts";

import { fieldChanges, inputChanges } from "./field-changes.ts";
import type { FieldNames } from "./field-names.ts";
import type { IgnoreRules } from "./ignore-rules.ts";
import { withMessage } from "./reasons.ts";
import { specDifferences } from "./spec-difference.ts";

interface Reading {
  readonly ignore: IgnoreRules;
  readonly names: FieldNames;
}

type Wanted = Revision["desired"][number];

/**
 * What changed behind our back: the state that the last revision left, against what is there now. `action` says what happened to the
 * resource, `before` is what we left, `after` what is there. Of a revision that was not finished nobody knows what it left, so it has no drift.
 */
export function findDrift(
  prior: Revision | undefined,
  observed: ObservedByAddress,
  ignore: IgnoreRules,
  names: FieldNames,
): readonly Change[] {
  if (prior?.result !== "applied") return [];
  return prior.desired.flatMap((wanted) => {
    if (ignore.ignores(wanted.address, "")) return [];
    return driftOf(wanted, observed.get(wanted.address), prior, { ignore, names }) ?? [];
  });
}

function driftOf(wanted: Wanted, present: ObservedResource | undefined, prior: Revision, { ignore, names }: Reading): Change | undefined {
  const common = { address: wanted.address, wait: "none", ...(wanted.origin !== undefined && { origin: wanted.origin }) } as const;
  if (present === undefined) return { ...common, action: "delete", reasonCode: "missing", reason: "it is gone", diff: [] };

  const fields = present.spec === undefined ? [] : fieldChanges(wanted, leftAndFound(wanted, present, ignore), names);
  const inputs = changedInputs(wanted, { ...present, secrets: prior.secretFingerprints }, present.secrets);
  const diff = [...fields, ...inputChanges(wanted, inputs, names)];
  const unknownPlace = present.spec === undefined && present.specHash !== undefined && present.specHash !== wanted.specHash;
  if (diff.length > 0 || unknownPlace) {
    return { ...common, action: "update", reasonCode: "drifted", reason: "it was changed by somebody else", diff };
  }
  if (present.status === "failed") {
    return { ...common, action: "update", reasonCode: "failed", reason: withMessage("it failed", present.message), diff: [] };
  }
  if (present.status === "stopped") {
    return { ...common, action: "update", reasonCode: "not-running", reason: withMessage("it is not running", present.message), diff: [] };
  }
  return undefined;
}

function leftAndFound(wanted: Wanted, present: ObservedResource, ignore: IgnoreRules) {
  if (present.specHash === wanted.specHash) return [];
  return specDifferences(wanted.spec, present.spec).filter(({ pointer }) => !ignore.ignores(wanted.address, pointer));
}
