import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { LiveTarget, Target } from "../target.ts";

/**
 * The part of a target that talks to an environment.
 *
 * @throws {DiagnosticError} when it has none.
 */
export function requireLive(target: Target): LiveTarget {
  if (target.live === undefined) throw new DiagnosticError(diagnose("MCPC6020", { target: target.name }));
  return target.live;
}
