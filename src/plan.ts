import type { Compilation } from "./compile.ts";
import { DiagnosticError } from "./diagnostics/diagnostic-error.ts";
import { digestArtifacts } from "./engine/desired-digest.ts";
import { type MakePlanInput, type MakePlanOptions, makePlan } from "./engine/make-plan.ts";
import type { Plan } from "./engine/plan.ts";
import { environmentOf } from "./environment-of.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { spreadLazily } from "./model/spread-lazily.ts";
import type { RecordedEnvironment } from "./recorded-environment.ts";
import { requireDeployable } from "./require-deployable.ts";

export interface PlanOptions extends MakePlanOptions {
  /** `destroy` plans the removal of everything the stack has here. Default `apply`. */
  readonly mode?: "apply" | "destroy";
  readonly host?: ReadOnlyHost;
}

/**
 * Compares the environment with what the stack asks for. Only looks: neither the environment nor the state is touched. A destroy asks for
 * nothing, so it needs no more than the records of an environment.
 *
 * @throws {DiagnosticError} when the compilation has errors, or the environment cannot be read.
 */
export async function plan(where: Compilation | RecordedEnvironment, options: PlanOptions = {}): Promise<Plan> {
  const { mode = "apply", host = createNodeHost(), ...rest } = options;
  const common = spreadLazily(environmentOf(where), { mode });
  return makePlan(spreadLazily(common, mode === "destroy" ? nothing : wantedBy(where)), host, rest);
}

type Wanted = Pick<MakePlanInput, "desired" | "secrets" | "artifacts" | "artifactDigest" | "diagnostics">;

/** What is odd about the file matters to what it asks for, not to its removal. */
const nothing: Wanted = { desired: [], secrets: [], artifacts: [], artifactDigest: digestArtifacts([]), diagnostics: [] };

/** What only an apply or a saved plan needs is made when it is read, and the rest while the environment is looked at. */
function wantedBy(where: Compilation | RecordedEnvironment): Wanted {
  if ("recorded" in where) throw new DiagnosticError(...where.diagnostics.filter(({ severity }) => severity === "error"));
  return {
    get desired() {
      return where.resources;
    },
    secrets: requireDeployable(where).model.secrets,
    get artifacts() {
      return where.artifacts;
    },
    get artifactDigest() {
      return where.artifactDigest;
    },
    diagnostics: where.diagnostics.filter(({ severity }) => severity !== "error"),
  };
}
