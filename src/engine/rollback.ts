import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../diagnostics/diagnostic-error.ts";
import type { ReadOnlyHost } from "../host/host.ts";
import { digestArtifacts } from "./desired-digest.ts";
import { readHistory } from "./history.ts";
import { type MakePlanOptions, makePlan } from "./make-plan.ts";
import { noRequest, type PlanBasis } from "./plan/assemble-plan.ts";
import type { Plan } from "./plan.ts";
import type { Revision } from "./revision.ts";
import type { Scope } from "./scope.ts";
import type { Target } from "./target.ts";

export interface RollbackInput {
  readonly scope: Scope;
  readonly target: Target;
  /** Default: the last stable revision before the present one that asks for something else. */
  readonly revision?: number;
  readonly ignore?: readonly string[];
}

/**
 * The plan that puts back what an earlier revision asked for; a plan like any other.
 *
 * @throws {DiagnosticError} when there is no such revision, or it asks for the same as the present one.
 */
export async function planRollback(input: RollbackInput, host: ReadOnlyHost, options: MakePlanOptions = {}): Promise<Plan> {
  const { scope, target, ignore = [] } = input;
  const { revision, diagnostics } = chooseRevision(await readHistory(scope, host), input.revision, scope.target);
  return makePlan({ ...rollbackBasis(revision, scope), target, ignore, diagnostics }, host, options);
}

/** What to plan from to get back to a revision. */
export function rollbackBasis(revision: Revision, scope: Scope): PlanBasis {
  const { desired, secrets, artifacts, inputDigest } = revision;
  const artifactDigest = digestArtifacts(artifacts);
  return {
    mode: "rollback",
    of: revision.revision,
    scope,
    desired,
    secrets,
    artifacts,
    inputDigest,
    artifactDigest,
    request: noRequest,
    diagnostics: [],
  };
}

interface Choice {
  readonly revision: Revision;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a target made means nothing to another one. */
function isOn(target: string, revision: Revision): boolean {
  return revision.target === undefined || revision.target === target;
}

/** `revisions` are newest first; the first is the present one. */
function chooseRevision(revisions: readonly Revision[], wanted: number | undefined, target: string): Choice {
  const [current] = revisions;
  if (current === undefined) throw new DiagnosticError(diagnose("MCPC6050", { reason: "nothing was applied here yet" }));
  if (wanted === undefined) {
    const earlier = revisions.slice(1).filter((each) => each.stable && each.desired.length > 0 && isOn(target, each));
    const revision = earlier.find(({ desiredDigest }) => desiredDigest !== current.desiredDigest);
    if (revision !== undefined) return { revision, diagnostics: [] };
    const reason =
      earlier.length === 0 ? "no earlier one was ever stable" : "every earlier stable one asks for the same as the present one";
    throw new DiagnosticError(diagnose("MCPC6050", { reason }));
  }
  const revision = revisions.find((each) => each.revision === wanted);
  if (revision !== undefined && !isOn(target, revision)) {
    const reason = `revision ${wanted} was made for target "${revision.target}", and this environment is on "${target}"`;
    throw new DiagnosticError(diagnose("MCPC6050", { reason }));
  }
  if (revision === undefined) {
    throw new DiagnosticError(diagnose("MCPC6051", { revision: wanted, known: revisions.map((each) => each.revision).reverse() }));
  }
  if (revision.desiredDigest === current.desiredDigest) {
    throw new DiagnosticError(diagnose("MCPC6052", { revision: wanted, current: current.revision }));
  }
  return { revision, diagnostics: revision.stable ? [] : [diagnose("MCPC6053", { revision: wanted })] };
}
