import { jsonText } from "../../diagnostics/render/json.ts";
import { savePlan } from "../../engine/saved-plan.ts";
import { joinPath } from "../../host/paths.ts";
import { plan } from "../../plan.ts";
import { planJson, planText } from "../../views/plan.ts";
import { detailedExitCode, jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { planLook } from "../plan/plan-look.ts";
import { planOptions, readPlanOptions } from "../plan/plan-options.ts";
import { compileStack } from "../stack/compile-stack.ts";
import { lookAhead } from "../stack/look-ahead.ts";

export const command = defineCommand({
  arguments: [],
  options: {
    ...stackOptions,
    ...planOptions,
    destroy: { kind: "flag", summary: "plan the removal of everything instead" },
    data: { kind: "flag", summary: "with --destroy: remove persistent data too" },
    out: { kind: "text", placeholder: "FILE", short: "o", summary: "save the plan, to be applied exactly so", completes: "file" },
    ...detailedExitCode,
    ...jsonOption,
  },
  description:
    "Compares what runs with what the stack file asks for and shows every change, why it is made, and the line that asks for it.\nOnly looks. A saved plan holds no secret value; applying it does what it says or less, never more.",
  examples: [
    { command: "mcpc plan -e staging", meaning: "what apply would do" },
    { command: "mcpc plan --out plan.json && mcpc apply plan.json", meaning: "apply exactly what was looked at" },
    { command: "mcpc plan --json --detailed-exitcode", meaning: "for a pipeline: exit 2 when something would change" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { options } = input;
    const ahead = lookAhead(context.host);
    const deployment = await compileStack(context, input, { onDestination: ahead.onDestination });
    const made = await plan(deployment, {
      ...readPlanOptions(options, deployment.model),
      mode: options.destroy ? "destroy" : "apply",
      destroyData: options.data,
      host: context.host,
      observing: ahead.observing,
    });
    if (options.out !== undefined) await context.host.writeFile(joinPath(context.host.cwd, options.out), savePlan(made));
    const look = {
      ...(await planLook(context, deployment, deployment.stack.file, made.drift)),
      ...(options.out === undefined ? {} : { next: `mcpc apply ${options.out}`, stackFlag: undefined, flags: undefined }),
    };
    context.terminal.stdout.write(options.json ? jsonText(planJson(made)) : planText(made, look));
    return options.detailedExitcode && made.operations.length > 0 ? exitCodes.changes : exitCodes.done;
  },
});
