import type { Plan } from "../engine/plan.ts";
import { changeJson } from "./plan/change-json.ts";
import { driftSection } from "./plan/drift-section.ts";
import type { PlanViewOptions } from "./plan/plan-view-options.ts";
import { heading } from "./text/heading.ts";
import { lastLine } from "./text/last-line.ts";
import { count } from "./text/units.ts";

type Drift = Pick<Plan, "formatVersion" | "stack" | "environment" | "target" | "priorRevision" | "drift">;

/** What changed behind mcpc's back since the last apply, for people. */
export function driftText(plan: Drift, options: PlanViewOptions): string {
  const top = heading(plan, options).join("\n");
  if (plan.priorRevision === 0) return `${top}\n\n${lastLine("Nothing was applied here yet, so nothing can have drifted.", "", options)}`;
  if (plan.drift.length === 0)
    return `${top}\n\n${lastLine(`Nothing changed behind mcpc's back since revision ${plan.priorRevision}.`, "", options)}`;
  const next = options.next ?? `mcpc apply -e ${plan.environment}`;
  return `${top}\n\n${driftSection(plan, options).join("\n")}\n\n${lastLine(`${count(plan.drift.length, "resource")} drifted.`, next, options)}`;
}

/** The same as data. */
export function driftJson(plan: Drift): unknown {
  const { formatVersion, stack, target, environment, priorRevision } = plan;
  return { formatVersion, stack, target, environment, revision: priorRevision, drift: plan.drift.map(changeJson) };
}
