import { jsonText } from "../../diagnostics/render/json.ts";
import { version } from "../../model/version.ts";
import { jsonOption } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const command = defineCommand({
  arguments: [],
  options: jsonOption,
  description: "The version of mcpc, and with --json also that of the Node.js that runs it.",
  examples: [{ command: "mcpc version --json", meaning: "for a bug report" }],
  onInterrupt: "stop",
  async run({ terminal }, { options }) {
    terminal.stdout.write(options.json ? jsonText({ formatVersion: "1.0", version, node: process.versions.node }) : `${version}\n`);
    return exitCodes.done;
  },
});
