import { targetByName } from "../targets/index.ts";
import type { Compilation } from "./compile.ts";
import { diagnose } from "./diagnostics/diagnose.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { hasErrors } from "./diagnostics/diagnostic.ts";
import { DiagnosticError } from "./diagnostics/diagnostic-error.ts";
import { readHistory } from "./engine/history.ts";
import type { Revision } from "./engine/revision.ts";
import { environmentsOf, type Scope, scopeFor } from "./engine/scope.ts";
import { readRecordedTarget } from "./engine/state/read-recorded-target.ts";
import type { Target } from "./engine/target.ts";
import type { ReadOnlyHost } from "./host/host.ts";
import { createNodeHost } from "./host/node-host.ts";
import { joinPath, parentPath } from "./host/paths.ts";
import { readIdentity } from "./language/read-identity.ts";
import { onlyEnvironment } from "./language/resolve/choose-environment.ts";

/**
 * An environment as its last revision left it: enough to look at it, to control it, to go back and to take it down while its stack file
 * cannot be used.
 */
export interface RecordedEnvironment {
  readonly target: Target;
  readonly scope: Scope;
  /** The present revision. */
  readonly recorded: Revision;
  /** What is wrong with the stack file. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface RecordedEnvironmentOptions {
  /** The environment that was asked for; default: the first that the file declares, or the only one that has records. */
  readonly environment?: string;
  readonly host?: ReadOnlyHost;
}

/**
 * Finds what a compilation with errors is about, by the name that can still be read in its files and the records of this machine;
 * `undefined` when nothing was ever applied.
 *
 * @throws {DiagnosticError} when the name or the environment cannot be read either, or the state is damaged beyond help.
 */
export async function recordedEnvironment(
  compilation: Compilation,
  options: RecordedEnvironmentOptions = {},
): Promise<RecordedEnvironment | undefined> {
  const { host = createNodeHost() } = options;
  const { diagnostics, sources } = compilation;
  const [main] = sources;
  if (!hasErrors(diagnostics) || main === undefined) return undefined;
  const read = sources.map(({ text }) => readIdentity(text));
  const stack = read.find(({ name }) => name !== undefined)?.name;
  if (stack === undefined) throw new DiagnosticError(diagnose("MCPC6370", { unknown: "name" }));
  const declared = read.flatMap(({ environments }) => environments);
  const environment = options.environment ?? declared[0] ?? (await onlyRecorded(stack, host));

  const root = parentPath(joinPath(host.cwd, main.path));
  const place = scopeFor(host, { stack, environment, target: "", root, options: {} });
  const [recorded] = await readHistory(place, host);
  // Records that do not name their target come from a time when there was only this one.
  const target = targetByName(recorded?.target ?? "local");
  if (recorded === undefined || target === undefined) return undefined;
  return { target, scope: { ...place, target: target.name, options: recorded.options ?? {} }, recorded, diagnostics };
}

/**
 * What runs where the file does not look any more, because it names another target for the environment now; `undefined` when it does not, or
 * nothing runs.
 */
export async function environmentElsewhere(
  { scope }: Pick<RecordedEnvironment, "scope">,
  host: ReadOnlyHost = createNodeHost(),
): Promise<RecordedEnvironment | undefined> {
  const name = await readRecordedTarget(scope, host);
  const target = name === undefined || name === scope.target ? undefined : targetByName(name);
  if (target === undefined) return undefined;
  const [recorded] = await readHistory(scope, host);
  if (recorded === undefined) return undefined;
  return { target, scope: { ...scope, target: target.name, options: recorded.options ?? {} }, recorded, diagnostics: [] };
}

/** Where the environments of the file cannot be read, records may still leave no choice. */
async function onlyRecorded(stack: string, host: ReadOnlyHost): Promise<string> {
  const [only = onlyEnvironment, ...others] = await environmentsOf(stack, host);
  if (others.length === 0) return only;
  throw new DiagnosticError(diagnose("MCPC6370", { unknown: "environment" }));
}
