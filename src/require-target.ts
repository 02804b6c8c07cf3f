import { targetByName, targets } from "../targets/index.ts";
import { diagnose } from "./diagnostics/diagnose.ts";
import { DiagnosticError } from "./diagnostics/diagnostic-error.ts";
import type { Target } from "./engine/target.ts";

/**
 * The target a plan was made for.
 *
 * @throws {DiagnosticError} when this mcpc does not have it.
 */
export function requireTarget(name: string): Target {
  const target = targetByName(name);
  if (target !== undefined) return target;
  throw new DiagnosticError(diagnose("MCPC6090", { target: name, known: targets.map((known) => known.name) }));
}
