import { jsonText } from "../../diagnostics/render/json.ts";
import { history } from "../../history.ts";
import { historyJson, historyText } from "../../views/history.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { knownEnvironment } from "../stack/known-environment.ts";
import { lookOf } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [],
  options: { ...stackOptions, ...jsonOption },
  description: "Every apply, rollback and destroy of an environment that got as far as changing something, newest first.",
  examples: [{ command: "mcpc history -e staging", meaning: "who changed staging, when, and how it ended" }],
  onInterrupt: "stop",
  async run(context, input) {
    const { host, terminal } = context;
    const { scope, where } = await knownEnvironment(context, input);
    const { stack, environment, target } = scope;
    const report = { stack, environment, target, revisions: await history(where, { host }) };
    terminal.stdout.write(
      input.options.json ? jsonText(historyJson(report)) : historyText(report, { ...lookOf(terminal), now: host.now() }),
    );
    return exitCodes.done;
  },
});
