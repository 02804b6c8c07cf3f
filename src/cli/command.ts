import type { Host } from "../host/host.ts";
import type { Completes, Options, ValuesOf } from "./arguments/option.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** One word after the verb. */
export interface Argument {
  /** Upper case, as in `SERVER`. */
  readonly name: string;
  readonly summary: string;
  readonly required?: boolean;
  /** Takes all further words; only the last argument may. */
  readonly variadic?: boolean;
  /** Stands behind `--`, so that its own options are not taken for ours. */
  readonly behindDashes?: boolean;
  readonly completes?: Completes;
  readonly choices?: readonly string[];
}

export interface Example {
  readonly command: string;
  /** What it does, as a sentence fragment. */
  readonly meaning: string;
}

/** The world a command runs in. */
export interface Context {
  readonly terminal: Terminal;
  readonly host: Host;
  /** Ended by Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  /** All verbs, for those that tell about the others. */
  readonly verbs: readonly Verb[];
}

export interface Input<O extends Options> {
  readonly options: ValuesOf<O>;
  readonly words: readonly string[];
}

export interface Definition<O extends Options> {
  readonly arguments: readonly Argument[];
  readonly options: O;
  /** A paragraph or two below the usage line. */
  readonly description: string;
  readonly examples: readonly [Example, ...Example[]];
  /**
   * `stop`: an interrupt ends mcpc at once. `finish`: the command sees `signal`, comes to an orderly end itself and tells what was
   * done; only a second interrupt ends it at once. For whatever changes an environment.
   */
  readonly onInterrupt: "stop" | "finish";
  run(context: Context, input: Input<O>): Promise<ExitCode>;
}

/** What one `commands/<verb>.ts` exports as `command`; help, completion and the reference are made from it. */
export type Command = Definition<Options>;

/** One verb: what the overview needs at once, and the rest to be loaded when it is wanted. */
export interface Verb {
  readonly name: string;
  readonly group: "Write" | "Deploy" | "Operate" | "Use" | "Understand";
  /** One line, upper case start, no full stop. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Types a command by its own options. */
export function defineCommand<const O extends Options>(definition: Definition<O>): Command {
  return { ...definition, run: (context, input) => definition.run(context, input as Input<O>) };
}
