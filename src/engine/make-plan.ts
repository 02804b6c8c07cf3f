import type { ReadOnlyHost } from "../host/host.ts";
import type { Address } from "../model/address.ts";
import { fingerprintsOf } from "./inputs.ts";
import { lookFurther } from "./look-further.ts";
import { assemblePlan, type PlanBasis } from "./plan/assemble-plan.ts";
import { requireLive } from "./plan/live-target.ts";
import type { Plan } from "./plan.ts";
import type { Snapshot } from "./resource.ts";
import { resolveSecrets } from "./secrets/resolve-secrets.ts";
import type { Target } from "./target.ts";
import { resolveVariables } from "./variables.ts";

export interface MakePlanInput extends Omit<PlanBasis, "request"> {
  readonly target: Target;
  /** What drift must not report and apply must not put back: JSON pointers that start with an address. */
  readonly ignore?: readonly string[];
}

export interface MakePlanOptions {
  /** Let a stack that asks for nothing remove what runs. */
  readonly allowEmpty?: boolean;
  /** Restart these even where nothing changed. */
  readonly restart?: readonly Address[];
  /** Of a destroy: persistent data goes too. */
  readonly destroyData?: boolean;
  /** A look at the environment that is under way already; absent, it is begun here. */
  readonly observing?: Promise<Snapshot> | undefined;
}

/**
 * Compares an environment with what is wanted. Looks once, and has no way to write.
 *
 * @throws {DiagnosticError} when the state or the environment cannot be read, or when what is wanted must not be done.
 */
export async function makePlan(input: MakePlanInput, host: ReadOnlyHost, options: MakePlanOptions = {}): Promise<Plan> {
  const { target, mode, of, scope, secrets, ignore = [] } = input;
  const { allowEmpty = false, restart = [], destroyData = false } = options;
  const live = requireLive(target);
  const { observing = live.observe(scope, host) } = options;
  // Where nothing can be read, what the state says of it is the clearest; whoever looks for something else would tell it in passing.
  observing.catch(() => undefined);
  // The shape of what is recorded takes a while to load, and the environment has been asked by now.
  const { readState } = await import("./state/read-state.ts");
  const stored = await readState(host, scope.stateDirectory);
  await host.letOthersRun();
  // What is wanted may be made when it is first read: now, while others answer.
  const { desired } = input;
  const resolving = resolveSecrets({ secrets, desired, root: scope.root, missing: "warning" }, host);
  resolving.catch(() => undefined);
  const variables = resolveVariables(desired, "warning", host);
  const [snapshot, resolved] = await Promise.all([observing, resolving]);
  const basis: PlanBasis = {
    mode,
    ...(of !== undefined && { of }),
    scope,
    get inputDigest() {
      return input.inputDigest;
    },
    desired,
    secrets,
    get artifacts() {
      return input.artifacts;
    },
    get artifactDigest() {
      return input.artifactDigest;
    },
    diagnostics: [...input.diagnostics, ...stored.diagnostics, ...resolved.diagnostics, ...variables.diagnostics],
    request: { ignore, restart, allowEmpty, destroyData },
  };
  const fingerprints = fingerprintsOf({ secrets: resolved.values, variables: variables.values }, stored.key);
  const first = assemblePlan(basis, { stored, snapshot, fingerprints }, live);
  if (mode !== "destroy" && first.changes.every(({ action }) => action === "no-op")) return first;
  return assemblePlan(basis, { stored, snapshot: await lookFurther(snapshot, live, scope, host), fingerprints }, live);
}
