import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { fingerprintsOf } from "../inputs.ts";
import { observeAll } from "../look-further.ts";
import { assemblePlan, type Findings } from "../plan/assemble-plan.ts";
import type { Plan } from "../plan.ts";
import type { Revision } from "../revision.ts";
import { rollbackBasis } from "../rollback.ts";
import { redactor } from "../secrets/redact.ts";
import { resolveSecrets } from "../secrets/resolve-secrets.ts";
import { readState } from "../state/read-state.ts";
import { resolveVariables } from "../variables.ts";
import { type CarriedOut, carryOut } from "./carry-out.ts";
import type { Session } from "./session.ts";

/** Why a failed revision is not followed by a return to an earlier one; `undefined` when it is. */
export function reasonNotToReturn(plan: Plan, failed: Revision["desiredDigest"], stable: Revision | undefined): string | undefined {
  if (plan.mode === "destroy") return "what was destroyed is not built up again";
  if (stable === undefined) return "there is no earlier revision that was seen working";
  if (stable.desiredDigest === failed) return `the last stable revision ${stable.revision} asks for the same as what has just failed`;
  return undefined;
}

export interface Returned {
  /** Absent when it could not even be begun. */
  readonly carried?: CarriedOut;
  /** Errors; empty when the return succeeded. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the last stable revision back after a failure, by a plan like any other. Never throws for a known reason. */
export async function returnToStable(stable: Revision, failed: CarriedOut, session: Session, ignore: readonly string[]): Promise<Returned> {
  const { host, emit, writer } = session;
  const began = host.now();
  try {
    const { plan, found, values } = await planReturn(stable, session, ignore);
    emit({ kind: "rollback-started", revision: stable.revision, plan });
    const carried = await carryOut(
      plan,
      found,
      { ...session, ...values, redact: redactor(values.secrets.values()) },
      { stopWaitingOnFailure: false },
    );
    if (!carried.revision.stable) {
      const reason = carried.diagnostics[0]?.message ?? "it was interrupted";
      return { carried, diagnostics: [...carried.diagnostics, diagnose("MCPC6035", { revision: stable.revision, reason })] };
    }
    await writer.writeRevision({ ...failed.revision, result: "rolled-back" });
    emit({ kind: "rollback-done", revision: stable.revision, milliseconds: host.now() - began });
    return { carried, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const reason = error.diagnostics[0]?.message ?? "unknown";
    return { diagnostics: [diagnose("MCPC6035", { revision: stable.revision, reason })] };
  }
}

async function planReturn(stable: Revision, session: Session, ignore: readonly string[]) {
  const { host, live, scope } = session;
  const basis = rollbackBasis(stable, scope);
  const resolved = await resolveSecrets({ secrets: stable.secrets, desired: stable.desired, root: scope.root, missing: "error" }, host);
  const variables = resolveVariables(stable.desired, "error", host);
  const problems = [...resolved.diagnostics, ...variables.diagnostics].filter(({ severity }) => severity === "error");
  if (problems.length > 0) throw new DiagnosticError(...problems);
  const values = { secrets: resolved.values, variables: variables.values };
  const [stored, snapshot] = await Promise.all([readState(host, scope.stateDirectory), observeAll(live, scope, host)]);
  const found: Findings = { stored, snapshot, fingerprints: fingerprintsOf(values, stored.key) };
  return { plan: assemblePlan({ ...basis, request: { ...basis.request, ignore } }, found, live), found, values };
}
