import { jsonText } from "../../diagnostics/render/json.ts";
import { diff } from "../../diff.ts";
import { plan } from "../../plan.ts";
import { diffJson, diffText } from "../../views/diff.ts";
import { detailedExitCode, jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { planOptions, readPlanOptions } from "../plan/plan-options.ts";
import { compileStack, reportWarnings, requireLive } from "../stack/compile-stack.ts";
import { lookOf } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [],
  options: { ...stackOptions, ...planOptions, ...detailedExitCode, ...jsonOption },
  description:
    "Shows what runs and what would run as the difference of two texts, resource by resource, where mcpc plan shows changed fields and reasons.\nOnly looks. Secrets appear as references.",
  examples: [
    { command: "mcpc diff -e staging", meaning: "the whole difference as a patch" },
    { command: "mcpc diff --detailed-exitcode > /dev/null", meaning: "exit 2 when there is one" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { options } = input;
    const { host, terminal } = context;
    const deployment = await compileStack(context, input);
    requireLive(deployment, "diff");
    const made = await plan(deployment, { ...readPlanOptions(options, deployment.model), host });
    reportWarnings(context, deployment, options.json);
    const { stack, environment, target } = made;
    const report = { stack, environment, target, resources: await diff(made, { host }) };
    terminal.stdout.write(options.json ? jsonText(diffJson(report)) : diffText(report, lookOf(terminal)));
    return options.detailedExitcode && report.resources.length > 0 ? exitCodes.changes : exitCodes.done;
  },
});
