import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { commandHelp, overviewHelp } from "../help.ts";
import { nearest } from "../nearest.ts";
import { verbByName, verbs } from "./index.ts";

export const command = defineCommand({
  arguments: [{ name: "COMMAND", summary: "the command to explain (default: all of them)", completes: "command" }],
  options: {},
  description: "The same text as mcpc COMMAND --help.",
  examples: [{ command: "mcpc help apply", meaning: "options and examples of apply" }],
  onInterrupt: "stop",
  async run({ terminal }, { words: [name] }) {
    terminal.stdout.write(name === undefined ? overviewHelp(terminal.paint) : await helpOf(name, terminal.paint));
    return exitCodes.done;
  },
});

async function helpOf(name: string, paint: Parameters<typeof overviewHelp>[0]): Promise<string> {
  const verb = verbByName(name);
  if (verb !== undefined) return commandHelp(verb, (await verb.load()).command, paint);
  const suggestion = nearest(
    name,
    verbs.map((known) => known.name),
  );
  throw new DiagnosticError(diagnose("MCPC6350", { verb: name, suggestion }));
}
