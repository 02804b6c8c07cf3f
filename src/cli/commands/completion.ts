import { defineCommand } from "../command.ts";
import { completionScripts, type Shell, shells } from "../completion/scripts.ts";
import { exitCodes } from "../exit-codes.ts";

export const command = defineCommand({
  arguments: [{ name: "SHELL", summary: "the shell to complete in", required: true, choices: shells }],
  options: {},
  description: "Prints a script that completes commands, options, environments and the names of servers and services.",
  examples: [
    { command: "source <(mcpc completion bash)", meaning: "in ~/.bashrc; the same for zsh in ~/.zshrc" },
    { command: "mcpc completion fish | source", meaning: "in ~/.config/fish/config.fish" },
  ],
  onInterrupt: "stop",
  async run({ terminal }, { words }) {
    terminal.stdout.write(completionScripts[words[0] as Shell]);
    return exitCodes.done;
  },
});
