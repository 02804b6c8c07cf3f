import type { Change } from "../../engine/change.ts";
import type { Plan } from "../../engine/plan.ts";
import { age } from "../text/units.ts";
import { visible } from "../text/visible.ts";
import { changeLines } from "./change-lines.ts";
import type { PlanViewOptions } from "./plan-view-options.ts";

/** The drift as a section of a larger report: its title and its lines. */
export function driftSection(plan: Pick<Plan, "drift" | "priorRevision">, options: PlanViewOptions): readonly string[] {
  const { now, priorTime } = options;
  const when = now === undefined || priorTime === undefined ? "" : ` (${age(now - priorTime)} ago)`;
  const title = `Changed behind mcpc's back since revision ${plan.priorRevision}${when}`;
  return [options.paint.bold(title), ...changeLines(plan.drift, { ...options, describe })];
}

/** The reason where no field tells what changed. */
function describe(change: Change): string {
  return change.diff.length > 0 ? "" : visible(change.reason);
}
