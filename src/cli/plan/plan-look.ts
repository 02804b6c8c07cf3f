import type { Compilation } from "../../compile.ts";
import type { Plan } from "../../engine/plan.ts";
import type { RecordedEnvironment } from "../../recorded-environment.ts";
import type { PlanViewOptions } from "../../views/plan/plan-view-options.ts";
import type { Context } from "../command.ts";
import { shorterPath } from "../stack/shorter-path.ts";
import { lookOf } from "../terminal/terminal.ts";

/**
 * How a plan is shown here: with the stack file (absolute path) as a person would type it, and, where something drifted since, how long ago
 * the last revision was made.
 */
export async function planLook(
  { terminal, host }: Context,
  where: Compilation | RecordedEnvironment,
  file: string,
  drift: Plan["drift"],
): Promise<PlanViewOptions> {
  const [last] = drift.length === 0 ? [] : await (await import("../../history.ts")).history(where, { host });
  const time = last === undefined ? {} : { priorTime: last.finished ?? last.started };
  return { ...lookOf(terminal), ...time, file: shorterPath(host.cwd, file), now: host.now() };
}
