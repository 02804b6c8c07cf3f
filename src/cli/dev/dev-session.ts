import { hasErrors } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../diagnostics/source.ts";
import { plan } from "../../plan.ts";
import { planText } from "../../views/plan.ts";
import type { Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { carryOut } from "../plan/carry-out.ts";
import { planLook } from "../plan/plan-look.ts";
import { asDeployment, compileAsAsked, type Deployment, reportWarnings, requireLive, type StackInput } from "../stack/compile-stack.ts";
import { shorterPath } from "../stack/shorter-path.ts";
import { errorDiagnostics } from "../terminal/error-diagnostics.ts";
import { reportDiagnostics } from "../terminal/report.ts";
import { untilInterrupted } from "../terminal/until-interrupted.ts";
import { followLogs, type LogFollower } from "./follow-logs.ts";
import { createSourceChanges } from "./source-changes.ts";

const applyAsUsual = { parallel: undefined, lockTimeout: undefined, noRollback: false };

/** What `mcpc dev` remembers from one save to the next. */
export class DevSession {
  readonly #context: Context;
  readonly #input: StackInput;
  #logs: LogFollower | undefined;
  /** The last deployment that was applied, to be taken down in the end. */
  #applied: Deployment | undefined;

  constructor(context: Context, input: StackInput) {
    this.#context = context;
    this.#input = input;
  }

  /** Applies on every save until the interrupt, then stops everything. */
  async run(): Promise<ExitCode> {
    const { host, signal } = this.#context;
    const changes = createSourceChanges(host);
    try {
      let sources: readonly SourceFile[] = [];
      while (!signal.aborted) {
        const read = await this.#round();
        // A stack file that went away may come back; one that never was may not.
        sources = read.length > 0 ? read : sources;
        if (sources.length === 0) break;
        await changes.next(sources, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      }
    } finally {
      changes.close();
      await this.#logs?.stop();
    }
    if (this.#applied !== undefined) return this.#stopAll(this.#applied);
    return signal.aborted ? exitCodes.interrupted : exitCodes.error;
  }

  /** One save: whatever goes wrong is told, and what runs goes on. */
  async #round(): Promise<readonly SourceFile[]> {
    const { signal, terminal } = this.#context;
    const compilation = await compileAsAsked(this.#context, this.#input);
    const { diagnostics, sources } = compilation;
    if (signal.aborted) return sources;
    if (hasErrors(diagnostics)) {
      reportDiagnostics(terminal, diagnostics, { sources });
      if (this.#applied !== undefined) terminal.stderr.write("Everything goes on as it was before this save.\n");
      return sources;
    }
    reportWarnings(this.#context, compilation, false);
    try {
      await this.#apply(asDeployment(compilation));
    } catch (error) {
      if (!signal.aborted) reportDiagnostics(terminal, errorDiagnostics(error));
    }
    return sources;
  }

  async #apply(deployment: Deployment): Promise<void> {
    const { host, terminal, signal } = this.#context;
    const live = requireLive(deployment, "dev");
    const made = await untilInterrupted(signal, plan(deployment, { host }));
    this.#logs ??= followLogs(this.#context, deployment);
    this.#logs.show(deployment);
    const again = this.#applied !== undefined;
    this.#applied = deployment;
    if (again && made.operations.length === 0) {
      terminal.stdout.write("Saved; nothing to change.\n");
      return;
    }
    // What is odd about the file was told when it was read.
    const shown = { ...made, diagnostics: made.diagnostics.filter((diagnostic) => !deployment.diagnostics.includes(diagnostic)) };
    if (again)
      terminal.stdout.write(
        `\n${planText(shown, { ...(await planLook(this.#context, deployment, deployment.stack.file, made.drift)), next: "" })}\n`,
      );
    // The URLs do not change from save to save.
    const status = again ? {} : { status: () => live.status(deployment.scope, host) };
    // One line per event: a screen that is redrawn would be torn apart by the logs.
    await carryOut(this.#context, made, { options: applyAsUsual, json: false, live: false, told: deployment.diagnostics, ...status });
    if (!signal.aborted) terminal.stdout.write(`${this.#watching(deployment)}\n`);
  }

  #watching({ stack }: Deployment): string {
    const others = stack.sources.length - 1;
    const more = others === 0 ? "" : ` and ${others} more ${others === 1 ? "file" : "files"}`;
    return this.#context.terminal.paint.dim(`Watching ${shorterPath(this.#context.host.cwd, stack.file)}${more}. Ctrl-C stops all.`);
  }

  /** The interrupt was the wish to stop, so stopping does not listen to it any more; a second one ends the process. */
  async #stopAll(deployment: Deployment): Promise<ExitCode> {
    const { host, terminal } = this.#context;
    terminal.stdout.write("\nStopping everything; press Ctrl-C again to leave at once.\n");
    const made = await plan(deployment, { mode: "destroy", host });
    const context = { ...this.#context, signal: new AbortController().signal };
    const code = await carryOut(context, made, { options: { ...applyAsUsual, noRollback: true }, json: false, live: false });
    return code === exitCodes.done ? exitCodes.interrupted : code;
  }
}
