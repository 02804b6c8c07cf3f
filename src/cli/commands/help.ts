import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { ViewOptions } from "../../views/view-options.ts";
import { unknownVerb } from "../arguments/unknown-verb.ts";
import type { Verb } from "../command.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { commandHelp, overviewHelp } from "../help/help.ts";
import { lookOf } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [{ name: "COMMAND", summary: "the command to explain (default: all of them)", completes: "command" }],
  options: {},
  description: "The same text as mcpc COMMAND --help.",
  examples: [{ command: "mcpc help apply", meaning: "options and examples of apply" }],
  onInterrupt: "stop",
  async run({ terminal, verbs }, { words: [name] }) {
    terminal.stdout.write(name === undefined ? overviewHelp(verbs, lookOf(terminal)) : await helpOf(name, verbs, lookOf(terminal)));
    return exitCodes.done;
  },
});

async function helpOf(name: string, verbs: readonly Verb[], look: ViewOptions): Promise<string> {
  const verb = verbs.find((known) => known.name === name);
  if (verb === undefined) throw new DiagnosticError(unknownVerb(name, verbs));
  return commandHelp(verb, (await verb.load()).command, look);
}
