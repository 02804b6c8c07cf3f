import type { Change, ReasonCode } from "../change.ts";
import { isVariableInput } from "../inputs.ts";
import type { DesiredResource, ObservedResource } from "../resource.ts";
import { changedInputs } from "./compare-inputs.ts";
import { fieldChanges, forcesReplacement, inputChanges } from "./field-changes.ts";
import type { FieldNames } from "./field-names.ts";
import type { IgnoreRules } from "./ignore-rules.ts";
import { covers } from "./json-pointer.ts";
import { changedReason, replacedReason, runningOnReason, withMessage } from "./reasons.ts";
import { type Difference, specDifferences } from "./spec-difference.ts";

/** What else decides whether a resource has to change. */
export interface Circumstances {
  /** The resource as the last revision asked for it. */
  readonly prior?: DesiredResource;
  readonly recordedFingerprints?: Readonly<Record<string, string>>;
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly isRecorded: boolean;
  readonly restart: boolean;
  readonly ignore: IgnoreRules;
  readonly names: FieldNames;
}

type Verdict = Pick<Change, "action" | "reasonCode" | "reason" | "inPlace"> & { readonly diff?: Change["diff"] };

/** What one wanted resource needs, looked at alone. */
export function compareResource(desired: DesiredResource, observed: ObservedResource | undefined, given: Circumstances): Change {
  const verdict =
    observed === undefined
      ? ({ action: "create", reasonCode: "missing", reason: "it does not exist yet" } as const)
      : (differing(desired, observed, given) ?? failing(observed) ?? asked(given));
  return {
    address: desired.address,
    ...verdict,
    diff: verdict.diff ?? [],
    ...(desired.origin !== undefined && { origin: desired.origin }),
    wait: verdict.action === "no-op" || verdict.action === "adopt" ? "none" : "ready",
  };
}

function differing(desired: DesiredResource, observed: ObservedResource, given: Circumstances): Verdict | undefined {
  const differences = effectiveDifferences(desired, observed, given);
  const inputs = changedInputs(desired, observed, given.fingerprints, given.recordedFingerprints);
  const fields = fieldChanges(desired, differences ?? [], given.names);
  const diff = [...fields, ...inputChanges(desired, inputs, given.names)];
  const otherKind = desired.kind !== observed.kind;
  if (otherKind || differences?.some(({ pointer }) => forcesReplacement(desired, pointer))) {
    const kind = otherKind ? [{ path: "kind", before: observed.kind, after: desired.kind, forcesReplace: true }] : [];
    return { action: "replace", reasonCode: "forces-replacement", reason: replacedReason([...kind, ...fields]), diff: [...kind, ...diff] };
  }
  if (differences === undefined && inputs.length === 0) return undefined;
  const update = { action: "update", reasonCode: updateCode(differences !== undefined, inputs), diff } as const;
  const reason = changedReason(fields, inputs);
  const inPlace = !given.restart && observed.status === "ready" && runsOn(desired, differences ?? [], inputs);
  return inPlace ? { ...update, reason: runningOnReason(reason), inPlace } : { ...update, reason };
}

/** Where nobody can say what differs, more may than what can be changed while it runs. */
function runsOn({ updatesInPlace = false }: DesiredResource, differences: readonly Difference[], inputs: readonly string[]): boolean {
  if (typeof updatesInPlace === "boolean") return updatesInPlace && differences.length + inputs.length > 0;
  const covered = differences.every(({ pointer }) => updatesInPlace.some((place) => covers(place, pointer)));
  return covered && differences.length > 0 && inputs.length === 0;
}

function updateCode(isOtherSpec: boolean, inputs: readonly string[]): ReasonCode {
  if (inputs.some((input) => !isVariableInput(input))) return isOtherSpec ? "spec-and-secret-changed" : "secret-changed";
  return isOtherSpec ? "spec-changed" : "environment-changed";
}

/** `undefined` when the thing is what it should be. An empty list: it differs, but nobody can say where. */
function effectiveDifferences(
  desired: DesiredResource,
  observed: ObservedResource,
  { prior, ignore }: Circumstances,
): readonly Difference[] | undefined {
  if (observed.specHash === desired.specHash) return undefined;
  if (observed.spec === undefined) {
    // Without a hash and without a spec the environment cannot tell what it is, so it is left as it is.
    if (observed.specHash === undefined) return undefined;
    return prior?.specHash === observed.specHash ? specDifferences(prior.spec, desired.spec) : [];
  }
  const differences = specDifferences(observed.spec, desired.spec);
  if (differences.length === 0) return observed.specHash === undefined ? undefined : [];
  const counting = differences.filter(({ pointer }) => !ignore.ignores(desired.address, pointer) || isNews(desired, prior, pointer));
  return counting.length === 0 ? undefined : counting;
}

/** An ignored place is left as it is found, until the file itself says something new about it. */
function isNews(desired: DesiredResource, prior: DesiredResource | undefined, pointer: string): boolean {
  if (prior === undefined) return false;
  return specDifferences(prior.spec, desired.spec).some((news) => news.pointer === pointer || news.pointer.startsWith(`${pointer}/`));
}

function failing({ status, message }: ObservedResource): Verdict | undefined {
  if (status === "failed") return { action: "restart", reasonCode: "failed", reason: withMessage("it failed", message) };
  if (status === "stopped") return { action: "restart", reasonCode: "not-running", reason: withMessage("it is not running", message) };
  return undefined;
}

function asked({ restart, isRecorded }: Circumstances): Verdict {
  if (restart) return { action: "restart", reasonCode: "restart-requested", reason: "a restart was asked for" };
  if (!isRecorded) return { action: "adopt", reasonCode: "not-recorded", reason: "it runs as wanted, but no record tells of it" };
  return { action: "no-op", reasonCode: "unchanged", reason: "nothing changed" };
}
