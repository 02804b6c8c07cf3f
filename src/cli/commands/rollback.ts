import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { planRollback } from "../../rollback.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { approvalOption, requireApprover } from "../plan/approve.ts";
import { applyOptions } from "../plan/carry-out.ts";
import { planLook } from "../plan/plan-look.ts";
import { showAndCarryOut } from "../plan/show-and-carry-out.ts";
import { requireLive } from "../stack/compile-stack.ts";
import { knownEnvironment } from "../stack/known-environment.ts";
import { untilInterrupted } from "../terminal/until-interrupted.ts";

export const command = defineCommand({
  arguments: [{ name: "REVISION", summary: "number of the revision (default: the last stable one before this)", completes: "revision" }],
  options: { ...stackOptions, ...applyOptions, ...approvalOption, ...jsonOption },
  description:
    "Returns an environment to what an earlier revision had. It is a plan like any other: shown, approved, applied, and recorded as a new revision.\nThe stack file is not changed, so the next plan shows what it would bring back.",
  examples: [
    { command: "mcpc rollback", meaning: "to the last stable revision before this one" },
    { command: "mcpc rollback 12 -e staging --yes", meaning: "to a certain one; mcpc history lists them" },
  ],
  onInterrupt: "finish",
  async run(context, input) {
    const { options, words } = input;
    const revision = readRevision(words[0]);
    requireApprover(context, "rollback", options);
    const known = await untilInterrupted(context.signal, knownEnvironment(context, input));
    const live = requireLive(known, "rollback");
    const { host } = context;
    const chosen = revision === undefined ? {} : { revision };
    const made = await untilInterrupted(context.signal, planRollback(known.where, { ...chosen, host }));
    return showAndCarryOut(context, made, {
      options,
      json: options.json,
      yes: options.yes,
      question: "Apply these changes?",
      look: await planLook(context, known.where, known.file, made.drift),
      status: () => live.status(known.scope, host),
    });
  },
});

function readRevision(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const number = /^[1-9]\d{0,8}$/.test(word) ? Number(word) : undefined;
  if (number !== undefined) return number;
  throw new DiagnosticError(diagnose("MCPC6353", { verb: "rollback", problem: `REVISION is a number from 1 on, not "${word}"` }));
}
