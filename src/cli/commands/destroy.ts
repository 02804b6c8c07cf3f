import { plan } from "../../plan.ts";
import { approvalOption, requireApprover } from "../approve.ts";
import { applyOptions } from "../carry-out.ts";
import { defineCommand } from "../command.ts";
import { requireLive } from "../compile-stack.ts";
import { knownEnvironment } from "../known-environment.ts";
import { planLook } from "../plan-look.ts";
import { jsonOption, stackOptions } from "../shared-options.ts";
import { showAndCarryOut } from "../show-and-carry-out.ts";
import { untilInterrupted } from "../until-interrupted.ts";

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
    return showAndCarryOut(context, await untilInterrupted(context.signal, planning), {
      options: { ...options, noRollback: true },
      json: options.json,
      yes: options.yes,
      question: options.data ? "Remove all of this, data included?" : "Remove all of this?",
      look: await planLook(context, known.where, known.file),
    });
  },
});
