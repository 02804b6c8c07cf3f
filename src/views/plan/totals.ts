import type { Plan } from "../../engine/plan.ts";
import { count } from "../text/units.ts";

/** `1 to create, 1 to restart, 1 to delete, 4 unchanged, 1 drifted.` Kinds that do not occur are left out. */
export function planTotals(plan: Pick<Plan, "summary" | "drift" | "diagnostics">): string {
  const { summary } = plan;
  const warnings = plan.diagnostics.filter((diagnostic) => diagnostic.severity === "warning").length;
  const parts = [
    [summary.create, "to create"],
    [summary.adopt, "to adopt"],
    [summary.update, "to update"],
    [summary.replace, "to replace"],
    [summary.restart, "to restart"],
    [summary.delete, "to delete"],
    [summary.noop, "unchanged"],
    [plan.drift.length, "drifted"],
  ] as const;
  const words = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  if (warnings > 0) words.push(count(warnings, "warning"));
  return words.length === 0 ? "nothing" : words.join(", ");
}

/** Number of changes that apply would make. */
export function changeCount({ summary }: Pick<Plan, "summary">): number {
  return summary.create + summary.adopt + summary.update + summary.replace + summary.restart + summary.delete;
}
