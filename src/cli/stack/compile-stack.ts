import type { Compilation, CompileOptions } from "../../compile.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { LiveTarget } from "../../engine/target.ts";
import type { CheckedStack } from "../../language/checked-stack.ts";
import { spreadLazily } from "../../model/spread-lazily.ts";
import { type Deployable, requireDeployable } from "../../require-deployable.ts";
import type { stackOptions } from "../arguments/shared-options.ts";
import type { Context, Input } from "../command.ts";
import { reportDiagnostics } from "../terminal/report.ts";
import { StackError } from "./stack-error.ts";

export type StackInput = Input<Pick<typeof stackOptions, "file" | "env" | "set">>;

/** A compilation without errors. */
export type Deployment = Compilation & Deployable & { readonly stack: CheckedStack };

/** What no flag of all of them says; `out` is an absolute folder here. */
type MoreOptions = Pick<CompileOptions, "out" | "onDestination">;

/** Compiles the stack that `-f`, `-e` and `--set` name; what is wrong with it is among its diagnostics. */
export async function compileAsAsked(context: Context, { options }: StackInput, more: MoreOptions = {}): Promise<Compilation> {
  const { compile } = await import("../../compile.ts");
  return compile({
    ...more,
    set: readSettings(options.set),
    host: context.host,
    ...(options.file === undefined ? {} : { file: options.file }),
    ...(options.env === undefined ? {} : { environment: options.env }),
  });
}

/**
 * The same for a command that needs a stack without errors.
 *
 * @throws {StackError} when it has some.
 */
export async function compileStack(context: Context, input: StackInput, more?: MoreOptions): Promise<Deployment> {
  return asDeployment(await compileAsAsked(context, input, more));
}

/** @throws {StackError} when the compilation has errors. */
export function asDeployment(compilation: Compilation): Deployment {
  const { stack, diagnostics, sources } = compilation;
  if (stack === undefined || hasErrors(diagnostics)) throw new StackError(diagnostics, sources);
  return spreadLazily(compilation, { ...requireDeployable(compilation), stack });
}

/** What goes wrong with a stack that could be read is shown with the lines it is about. */
export async function quoting<T>({ sources }: Compilation, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DiagnosticError && !(error instanceof StackError) ? new StackError(error.diagnostics, sources) : error;
  }
}

/** Shows what is worth knowing about a stack that can be used; programs find it in the report itself. */
export function reportWarnings(context: Context, { diagnostics, sources }: Compilation, json: boolean): void {
  if (!json)
    reportDiagnostics(
      context.terminal,
      diagnostics.filter((diagnostic) => diagnostic.severity === "warning"),
      { sources },
    );
}

/** @throws {DiagnosticError} when the target only produces files. */
export function requireLive({ target }: Pick<Deployment, "target">, verb: string): LiveTarget {
  if (target.live === undefined) throw new DiagnosticError(diagnose("MCPC6362", { target: target.name, verb }));
  return target.live;
}

function readSettings(settings: readonly string[]): Readonly<Record<string, string>> {
  const wrong = settings.filter((text) => text.indexOf("=") < 1);
  if (wrong.length > 0) throw new DiagnosticError(...wrong.map((text) => diagnose("MCPC6365", { text })));
  return Object.fromEntries(settings.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]));
}
