import { stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { DevSession } from "../dev/dev-session.ts";

export const command = defineCommand({
  arguments: [],
  options: stackOptions,
  description:
    "Applies the stack, follows all logs, and applies again whenever a file of the stack is saved: only what changed restarts.\nA save with errors shows them and leaves everything running. Ctrl-C stops all; persistent data stays. A second Ctrl-C does not wait.",
  examples: [{ command: "mcpc dev", meaning: "what to run while writing a stack" }],
  onInterrupt: "finish",
  async run(context, input) {
    return new DevSession(context, input).run();
  },
});
