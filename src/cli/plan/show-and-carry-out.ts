import type { Plan } from "../../engine/plan.ts";
import type { PlanViewOptions } from "../../views/plan/plan-view-options.ts";
import { warningSection } from "../../views/plan/warning-section.ts";
import { planText } from "../../views/plan.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { isApproved } from "./approve.ts";
import { type CarryOut, carryOut } from "./carry-out.ts";

export interface ShowAndCarryOut extends Omit<CarryOut, "live"> {
  readonly look: PlanViewOptions;
  /** Do not ask. */
  readonly yes: boolean;
  /** Such as `Apply these changes?`. */
  readonly question: string;
}

/** Shows a plan, asks where nobody said yes before, and carries it out. */
export async function showAndCarryOut(context: Context, plan: Plan, how: ShowAndCarryOut): Promise<ExitCode> {
  const { terminal } = context;
  const changes = plan.operations.length > 0;
  if (!how.json && (changes || plan.drift.length > 0)) terminal.stdout.write(`${planText(plan, { ...how.look, next: "" })}\n`);
  else if (!how.json && plan.diagnostics.length > 0) terminal.stdout.write(`${warningSection(plan.diagnostics, how.look).join("\n")}\n\n`);
  if (changes && !how.yes && !(await isApproved(context, how.question))) {
    terminal.stdout.write("Nothing was changed.\n");
    return exitCodes.error;
  }
  return carryOut(context, plan, { ...how, live: terminal.isTerminal && !how.json, told: plan.diagnostics });
}
