import type { Compilation } from "./compile.ts";
import { type MakePlanOptions, makePlan } from "./engine/make-plan.ts";
import type { Plan } from "./engine/plan.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { requireDeployable } from "./require-deployable.ts";

export interface PlanOptions extends MakePlanOptions {
  /** `destroy` plans the removal of everything the stack has here. Default `apply`. */
  readonly mode?: "apply" | "destroy";
  readonly host?: ReadOnlyHost;
}

/**
 * Compares the environment with what the stack asks for. Only looks: neither the environment nor the state is touched.
 *
 * @throws {DiagnosticError} when the compilation has errors, or the environment cannot be read.
 */
export async function plan(compilation: Compilation, options: PlanOptions = {}): Promise<Plan> {
  const { mode = "apply", host = createNodeHost(), ...rest } = options;
  const { scope, target, model } = requireDeployable(compilation);
  const desired = mode === "destroy" ? [] : compilation.resources;
  return makePlan(
    {
      mode,
      scope,
      target,
      desired,
      secrets: mode === "destroy" ? [] : model.secrets,
      artifacts: mode === "destroy" ? [] : compilation.artifacts,
      inputDigest: compilation.inputDigest,
      artifactDigest: compilation.artifactDigest,
      // What is odd about the file matters to what it asks for, not to its removal.
      diagnostics: mode === "destroy" ? [] : compilation.diagnostics.filter((diagnostic) => diagnostic.severity !== "error"),
      ignore: model.ignore,
    },
    host,
    rest,
  );
}
