import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Host } from "../host/host.ts";
import { version } from "../model/version.ts";
import type { Options } from "./arguments/option.ts";
import { checkWords, type ParsedArguments, parseArguments } from "./arguments/parse-arguments.ts";
import { commonOptions, leadingOptions } from "./arguments/shared-options.ts";
import { splitVerb } from "./arguments/split-verb.ts";
import { suggestedFlags } from "./arguments/suggested-flags.ts";
import { unknownVerb } from "./arguments/unknown-verb.ts";
import type { Command, Context, Input } from "./command.ts";
import { verbs } from "./commands/index.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { commandHelp, overviewHelp } from "./help/help.ts";
import { StackError } from "./stack/stack-error.ts";
import { errorDiagnostics } from "./terminal/error-diagnostics.ts";
import { reportDiagnostics } from "./terminal/report.ts";
import { lookOf, type Terminal } from "./terminal/terminal.ts";

/** What an invocation needs from outside; tests give captured streams and a host of their own. */
export interface World {
  readonly terminal: Terminal;
  readonly createHost: () => Promise<Host>;
  /** Ended by the first interrupt. */
  readonly signal: AbortSignal;
  /** Ended when nobody reads standard output any more. */
  readonly outputClosed?: AbortSignal;
  /** Print where unexpected errors happened. */
  readonly debug?: boolean;
}

/** Runs one invocation of `mcpc` (without program name) and gives its exit code. Never rejects, never exits. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const json = argv.includes("--json");
  try {
    return await dispatch(argv, world);
  } catch (error) {
    if (world.signal.aborted && isAbort(error, world.signal)) return exitCodes.interrupted;
    const sources = error instanceof StackError ? error.sources : [];
    reportDiagnostics(world.terminal, errorDiagnostics(error), { sources, json });
    if (world.debug === true && error instanceof Error) world.terminal.stderr.write(`${error.stack ?? ""}\n`);
    return exitCodes.error;
  }
}

async function dispatch(argv: readonly string[], world: World): Promise<ExitCode> {
  const { terminal } = world;
  const { leading, verb: name, rest } = splitVerb(argv);
  if (name === "__complete") {
    const { completeWords } = await import("./completion/complete-words.ts");
    return completeWords(rest, { terminal, signal: world.signal, verbs, host: await world.createHost() });
  }
  const before = parseArguments(leading, leadingOptions);
  if (before.diagnostics.length > 0) return refuse(terminal, before.diagnostics, argv);
  if (before.options["version"] === true) return print(terminal, `${version}\n`);
  if (name === undefined) return print(terminal, overviewHelp(verbs, lookOf(terminal)));

  const verb = verbs.find((known) => known.name === name);
  if (verb === undefined) return refuse(terminal, [unknownVerb(name, verbs)], argv);
  const { command } = await verb.load();
  const after = parseArguments(rest, { ...command.options, ...commonOptions });
  if (before.options["help"] === true || after.options["help"] === true)
    return print(terminal, commandHelp(verb, command, lookOf(terminal)));

  const { values, diagnostics } = mergeOptions(before, after, command.options);
  const problems = [...diagnostics, ...after.diagnostics];
  if (problems.length === 0) problems.push(...checkWords(verb.name, after.words, command.arguments));
  if (problems.length > 0) return refuse(terminal, problems, argv);
  return runCommand(command, { options: values, words: after.words } as Input<Options>, world);
}

async function runCommand(command: Command, input: Input<Options>, world: World): Promise<ExitCode> {
  const { signal, outputClosed } = world;
  const terminal = { ...world.terminal, ...suggestedFlags(input.options) };
  const context: Context = { terminal, signal, verbs, host: await world.createHost() };
  const running = command.run(context, input);
  if (command.onInterrupt === "finish") return running;
  // It only looks, so nothing is lost by leaving it where it is.
  running.catch(() => undefined);
  const ends = [running, aborted(signal, exitCodes.interrupted)];
  return Promise.race(outputClosed === undefined ? ends : [...ends, aborted(outputClosed, exitCodes.done)]);
}

function aborted(signal: AbortSignal, code: ExitCode): Promise<ExitCode> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(code);
    signal.addEventListener("abort", () => resolve(code), { once: true });
  });
}

/** Options before the verb count as if they stood after it; what the verb does not take is an error there too. */
function mergeOptions(before: ParsedArguments, after: ParsedArguments, options: Options) {
  const values: Record<string, unknown> = { ...after.options };
  const diagnostics: Diagnostic[] = [];
  for (const key of before.given) {
    const option = options[key];
    if (key in commonOptions) continue;
    if (option === undefined) diagnostics.push(diagnose("MCPC6351", { option: `--${key}`, suggestion: undefined }));
    else if (option.kind === "list") values[key] = [...(before.options[key] as string[]), ...(after.options[key] as string[])];
    else if (!after.given.has(key)) values[key] = before.options[key];
  }
  return { values, diagnostics };
}

function refuse(terminal: Terminal, diagnostics: readonly Diagnostic[], argv: readonly string[]): ExitCode {
  reportDiagnostics(terminal, diagnostics, { json: argv.includes("--json") });
  return exitCodes.error;
}

function print(terminal: Terminal, text: string): ExitCode {
  terminal.stdout.write(text);
  return exitCodes.done;
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === "AbortError");
}
