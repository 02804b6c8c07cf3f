import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { knownEnvironment } from "../stack/known-environment.ts";
import { showStatus } from "../stack/show-status.ts";

export const command = defineCommand({
  arguments: [],
  options: { ...stackOptions, ...jsonOption },
  description:
    "One line per server and service: its state, what it speaks, how long it is up, where it answers, and why when it does not.\nExits 1 when something that was applied is not ready.",
  examples: [
    { command: "mcpc status -e staging", meaning: "what runs in staging" },
    { command: "mcpc status --json", meaning: "for programs; exit 0 means all are ready" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    return showStatus(context, await knownEnvironment(context, input), input.options.json);
  },
});
