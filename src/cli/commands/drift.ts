import { jsonText } from "../../diagnostics/render/json.ts";
import { drift } from "../../drift.ts";
import { history } from "../../history.ts";
import { driftJson, driftText } from "../../views/drift.ts";
import { detailedExitCode, jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { planLook } from "../plan/plan-look.ts";
import { requireLive } from "../stack/compile-stack.ts";
import { knownEnvironment } from "../stack/known-environment.ts";

export const command = defineCommand({
  arguments: [],
  options: { ...stackOptions, ...detailedExitCode, ...jsonOption },
  description:
    "Shows what changed in an environment behind mcpc's back since the last apply, whatever the stack file says now.\nOnly looks. Fields named in environments.NAME.ignore are left out.",
  examples: [
    { command: "mcpc drift -e staging", meaning: "did somebody change staging by hand?" },
    { command: "mcpc drift --detailed-exitcode", meaning: "for a nightly job: exit 2 when something drifted" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { options } = input;
    const known = await knownEnvironment(context, input);
    requireLive(known, "drift");
    const { host, terminal } = context;
    const [changes, [last]] = await Promise.all([drift(known.where, { host }), history(known.where, { host })]);
    const { stack, environment, target } = known.scope;
    const report = { formatVersion: "1.0", stack, environment, target, priorRevision: last?.revision ?? 0, drift: changes } as const;
    terminal.stdout.write(
      options.json ? jsonText(driftJson(report)) : driftText(report, await planLook(context, known.where, known.file, changes)),
    );
    return options.detailedExitcode && changes.length > 0 ? exitCodes.changes : exitCodes.done;
  },
});
