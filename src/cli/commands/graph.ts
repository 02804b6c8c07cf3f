import { jsonText } from "../../diagnostics/render/json.ts";
import { graphJson, graphText } from "../../views/graph.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { compileStack } from "../stack/compile-stack.ts";
import { lookOf } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [],
  options: {
    ...stackOptions,
    format: {
      kind: "choice",
      placeholder: "FORMAT",
      choices: ["text", "mermaid", "dot", "json"],
      summary: "language of the drawing (default: text)",
    },
    ...jsonOption,
  },
  description: "Draws which server needs which service, secret and other server, in the order in which they start.",
  examples: [
    { command: "mcpc graph", meaning: "as a tree" },
    { command: "mcpc graph --format dot | dot -Tsvg > stack.svg", meaning: "as a picture; mermaid can be pasted into Markdown" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { model } = await compileStack(context, input);
    const { terminal } = context;
    const format = input.options.json ? "json" : (input.options.format ?? "text");
    terminal.stdout.write(format === "json" ? jsonText(graphJson(model)) : graphText(model, { ...lookOf(terminal), format }));
    return exitCodes.done;
  },
});
