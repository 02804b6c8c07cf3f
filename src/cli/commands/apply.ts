import { targetByName } from "../../../targets/index.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { plan } from "../../plan.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { type Context, defineCommand, type Input } from "../command.ts";
import type { ExitCode } from "../exit-codes.ts";
import { approvalOption, requireApprover } from "../plan/approve.ts";
import { applyOptions } from "../plan/carry-out.ts";
import { planLook } from "../plan/plan-look.ts";
import { planOptions, readPlanOptions } from "../plan/plan-options.ts";
import { readPlanFile } from "../plan/read-plan-file.ts";
import { showAndCarryOut } from "../plan/show-and-carry-out.ts";
import { compileStack, quoting, requireLive } from "../stack/compile-stack.ts";
import { lookOf } from "../terminal/terminal.ts";
import { untilInterrupted } from "../terminal/until-interrupted.ts";

const options = { ...stackOptions, ...planOptions, ...applyOptions, ...approvalOption, ...jsonOption };

export const command = defineCommand({
  arguments: [{ name: "PLANFILE", summary: "apply this saved plan instead of a new one", completes: "file" }],
  options,
  description:
    "Makes a plan, shows it, asks, and carries it out: in the order of dependencies, in parallel, each server verified by an MCP handshake.\nA failed update returns to the last stable revision (exit 6). A saved plan is refused as stale when the environment moved on (exit 4).",
  examples: [
    { command: "mcpc apply", meaning: "show the plan, ask, apply" },
    { command: "mcpc apply -e staging --yes", meaning: "in a script" },
    { command: "mcpc plan --out plan.json && mcpc apply plan.json", meaning: "apply what was reviewed, and nothing else" },
  ],
  onInterrupt: "finish",
  async run(context, input) {
    requireApprover(context, "apply", input.options);
    const [file] = input.words;
    return file === undefined ? applyStack(context, input) : applyFile(context, input, file);
  },
});

async function applyStack(context: Context, input: Input<typeof options>): Promise<ExitCode> {
  const { host, signal } = context;
  const deployment = await untilInterrupted(signal, compileStack(context, input));
  const live = requireLive(deployment, "apply");
  return quoting(deployment, async () => {
    const made = await untilInterrupted(signal, plan(deployment, { ...readPlanOptions(input.options, deployment.model), host }));
    return showAndCarryOut(context, made, {
      ...commonWay(input),
      look: await planLook(context, deployment, deployment.stack.file, made.drift),
      status: () => live.status(deployment.scope, host),
    });
  });
}

async function applyFile(context: Context, input: Input<typeof options>, file: string): Promise<ExitCode> {
  const { file: stackFile, env, set, restart } = input.options;
  if (stackFile !== undefined || env !== undefined || set.length > 0 || restart.length > 0) {
    const problem = "a saved plan names its stack and environment itself, so -f, -e, --set and --restart have no place beside it";
    throw new DiagnosticError(diagnose("MCPC6353", { verb: "apply", problem }));
  }
  const { host, terminal } = context;
  const made = await readPlanFile(host, file);
  const live = targetByName(made.target)?.live;
  return showAndCarryOut(context, made, {
    ...commonWay(input),
    look: { ...lookOf(terminal), now: host.now() },
    ...(live === undefined ? {} : { status: () => live.status(made.scope, host) }),
  });
}

function commonWay({ options: given }: Input<typeof options>) {
  return { options: given, json: given.json, yes: given.yes, question: "Apply these changes?" };
}
