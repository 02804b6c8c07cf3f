import type { Compilation } from "../../compile.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Scope } from "../../engine/scope.ts";
import type { Target } from "../../engine/target.ts";
import { joinPath } from "../../host/paths.ts";
import { addressName } from "../../model/address.ts";
import { environmentElsewhere, type RecordedEnvironment, recordedEnvironment } from "../../recorded-environment.ts";
import type { Units } from "../arguments/unit-names.ts";
import type { Context } from "../command.ts";
import { reportDiagnostics } from "../terminal/report.ts";
import { asDeployment, compileAsAsked, type StackInput } from "./compile-stack.ts";
import { StackError } from "./stack-error.ts";

/** An environment to look at, to control or to take down: by its stack file, or by its records while that has errors. */
export interface KnownEnvironment extends Units {
  /** For the functions of the library. */
  readonly where: Compilation | RecordedEnvironment;
  readonly target: Target;
  readonly scope: Scope;
  /** Absolute path of the stack file. */
  readonly file: string;
}

/**
 * For commands that need to know the environment and what is in it, but not what the file asks for.
 *
 * @throws {StackError} when the file has errors and there are no records to go by.
 */
export async function knownEnvironment(context: Context, input: StackInput): Promise<KnownEnvironment> {
  const compilation = await compileAsAsked(context, input);
  const shown = compilation.sources[0]?.path ?? "";
  const file = joinPath(context.host.cwd, shown);
  if (!hasErrors(compilation.diagnostics)) {
    const deployment = asDeployment(compilation);
    const { target, scope, model } = deployment;
    const elsewhere = await environmentElsewhere(deployment, context.host);
    if (elsewhere === undefined) return { where: deployment, target, scope, servers: model.servers, services: model.services, file };
    const { environment, target: now } = scope;
    const { revision } = elsewhere.recorded;
    reportDiagnostics(context.terminal, [diagnose("MCPC6376", { environment, revision, was: elsewhere.target.name, now })]);
    return fromRecords(elsewhere, file);
  }
  const recorded = await findRecords(context, input, compilation);
  const errors = compilation.diagnostics.filter(({ severity }) => severity === "error").length;
  // On standard error also with --json: it is not part of the report.
  reportDiagnostics(context.terminal, [diagnose("MCPC6369", { file: shown, errors, revision: recorded.recorded.revision })]);
  return fromRecords(recorded, file);
}

function fromRecords(recorded: RecordedEnvironment, file: string): KnownEnvironment {
  const { target, scope } = recorded;
  const units = recorded.recorded.desired.map(({ address }) => ({ address, name: addressName(address) }));
  const of = (kind: string) => units.filter(({ address }) => address.startsWith(kind));
  return { where: recorded, target, scope, servers: of("server."), services: of("service."), file };
}

async function findRecords({ host }: Context, { options }: StackInput, compilation: Compilation): Promise<RecordedEnvironment> {
  const { diagnostics, sources } = compilation;
  const asked = options.env === undefined ? {} : { environment: options.env };
  const recorded = await recordedEnvironment(compilation, { host, ...asked }).catch((error: unknown) => {
    if (error instanceof DiagnosticError) throw new StackError([...diagnostics, ...error.diagnostics], sources);
    throw error;
  });
  if (recorded === undefined) throw new StackError(diagnostics, sources);
  return recorded;
}
