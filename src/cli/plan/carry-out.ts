import { apply } from "../../apply.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import type { ApplyEvent, ApplyResult } from "../../engine/events.ts";
import type { Plan } from "../../engine/plan.ts";
import type { EnvironmentStatus } from "../../engine/target.ts";
import { createApplyProgress } from "../../views/apply-progress.ts";
import { applyResultJson, applyResultText } from "../../views/apply-result.ts";
import type { Options, ValuesOf } from "../arguments/option.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodeOf } from "../exit-codes.ts";
import { reportDiagnostics } from "../terminal/report.ts";
import { lookOf } from "../terminal/terminal.ts";

/** What every command that carries out a plan takes. */
export const applyOptions = {
  parallel: { kind: "number", placeholder: "N", minimum: 1, summary: "operations at the same time (default: 10)" },
  lockTimeout: { kind: "duration", placeholder: "DURATION", summary: "wait so long for the lock, such as 30s (default: not at all)" },
  noRollback: { kind: "flag", summary: "leave a failed update as it is, to look at it" },
} as const satisfies Options;

export interface CarryOut {
  readonly options: ValuesOf<typeof applyOptions>;
  readonly json: boolean;
  /** Draw progress in place; otherwise one line per event. */
  readonly live: boolean;
  /** What was shown with the plan, and is not told again. */
  readonly told?: readonly Diagnostic[];
  /** Asked after a success, for the URLs. */
  readonly status?: () => Promise<EnvironmentStatus>;
}

/** What the progress has shown already, or is to be shown after it. */
type Told = Diagnostic[];

/** Applies a plan, shows it happen, tells how it ended. */
export async function carryOut(context: Context, plan: Plan, how: CarryOut): Promise<ExitCode> {
  const { terminal } = context;
  const told: Told = [...(how.told ?? [])];
  const result = await withProgress(context, plan, how, told);
  if (how.json) {
    terminal.stdout.write(jsonText(applyResultJson(result)));
    return exitCodeOf(result);
  }
  const news = result.diagnostics.filter(
    (diagnostic) => !told.some((known) => known.code === diagnostic.code && known.message === diagnostic.message),
  );
  const worked = result.done.length + result.failed.length + result.skipped.length > 0;
  if (worked && news.length > 0) terminal.stdout.write("\n");
  reportDiagnostics(terminal, news);
  const status = result.outcome === "applied" || result.outcome === "no-change" ? await how.status?.() : undefined;
  const shown = { ...lookOf(terminal), environment: plan.environment, verb: plan.mode, status };
  terminal.stdout.write(`${worked ? "\n" : ""}${applyResultText(result, shown)}`);
  return exitCodeOf(result);
}

async function withProgress(context: Context, plan: Plan, how: CarryOut, told: Told): Promise<ApplyResult> {
  const { terminal, host, signal } = context;
  const output = how.json ? terminal.stderr : terminal.stdout;
  const progress = createApplyProgress({
    paint: terminal.paint,
    write: (text) => output.write(text),
    width: terminal.columns,
    ...(terminal.rows === undefined ? {} : { height: terminal.rows }),
    now: () => host.now(),
    operations: plan.operations,
    isTerminal: how.live,
  });
  const onEvent = (event: ApplyEvent): void => {
    if (event.kind === "operation-failed") told.push(...event.diagnostics);
    progress.handle(event);
  };
  const { parallel, lockTimeout, noRollback } = how.options;
  const ticking = how.live ? setInterval(progress.tick, 100) : undefined;
  try {
    return await apply(plan, {
      host,
      onEvent,
      signal,
      rollbackOnFailure: !noRollback,
      ...(parallel === undefined ? {} : { parallel }),
      ...(lockTimeout === undefined ? {} : { lockTimeoutMs: lockTimeout }),
    });
  } finally {
    clearInterval(ticking);
    progress.finish();
  }
}
