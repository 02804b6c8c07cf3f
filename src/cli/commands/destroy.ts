import { plan } from "../../plan.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { approvalOption, requireApprover } from "../plan/approve.ts";
import { applyOptions } from "../plan/carry-out.ts";
import { planLook } from "../plan/plan-look.ts";
import { showAndCarryOut } from "../plan/show-and-carry-out.ts";
import { requireLive } from "../stack/compile-stack.ts";
import { knownEnvironment } from "../stack/known-environment.ts";
import { untilInterrupted } from "../terminal/until-interrupted.ts";

const { parallel, lockTimeout } = applyOptions;

export const command = defineCommand({
  arguments: [],
  options: {
    ...stackOptions,
    data: { kind: "flag", summary: "remove persistent data too; it cannot be brought back" },
    parallel,
    lockTimeout,
    ...approvalOption,
    ...jsonOption,
  },
  description:
    "Stops and removes everything this stack has in an environment. Persistent data stays unless --data is given, and so does the history.\nOnly what mcpc itself put there is touched.",
  examples: [
    { command: "mcpc destroy -e dev", meaning: "show what goes, ask, remove it" },
    { command: "mcpc destroy -e dev --data --yes", meaning: "leave nothing behind" },
  ],
  onInterrupt: "finish",
  async run(context, input) {
    const { options } = input;
    requireApprover(context, "destroy", options);
    const known = await untilInterrupted(context.signal, knownEnvironment(context, input));
    requireLive(known, "destroy");
    const planning = plan(known.where, { mode: "destroy", destroyData: options.data, host: context.host });
    const made = await untilInterrupted(context.signal, planning);
    return showAndCarryOut(context, made, {
      options: { ...options, noRollback: true },
      json: options.json,
      yes: options.yes,
      question: options.data ? "Remove all of this, data included?" : "Remove all of this?",
      look: await planLook(context, known.where, known.file, made.drift),
    });
  },
});
