import { catalogue } from "../../diagnostics/catalogue/index.ts";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import { explainPath } from "../../language/explain.ts";
import { explainJson, explainText } from "../../views/explain.ts";
import { explainCodeJson, explainCodeText } from "../../views/explain-code.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { type Context, defineCommand, type Input } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { compileStack } from "../stack/compile-stack.ts";
import { lookOf } from "../terminal/terminal.ts";

const options = { ...stackOptions, ...jsonOption };

export const command = defineCommand({
  arguments: [{ name: "TOPIC", summary: "a path of the stack, a diagnostic code, or an address", required: true }],
  options,
  description:
    "A path such as servers.memory.restart.policy: its value, every layer that says something about it, and which one won.\nA code such as MCPC3007: why it is a problem, with a wrong and a right example. An address such as server.memory: the same as its path.",
  examples: [
    { command: "mcpc explain MCPC3007", meaning: "what a diagnostic means" },
    { command: "mcpc explain servers.memory.restart -e prod", meaning: "where a value comes from" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const [topic = ""] = input.words;
    const code = topic.toUpperCase();
    return /^MCPC\d+$/.test(code) ? explainCode(context, code, input.options.json) : explainPlace(context, input, topic);
  },
});

function explainCode({ terminal }: Context, code: string, json: boolean): ExitCode {
  const definition = Object.entries(catalogue).find(([known]) => known === code)?.[1];
  if (definition === undefined) {
    throw new DiagnosticError(diagnose("MCPC6363", { topic: code, suggestion: nearest(code, Object.keys(catalogue)) }));
  }
  const explained = { code, severity: definition.severity, title: definition.title, page: definition.page };
  terminal.stdout.write(json ? jsonText(explainCodeJson(explained)) : explainCodeText(explained, lookOf(terminal)));
  return exitCodes.done;
}

async function explainPlace(context: Context, input: Input<typeof options>, topic: string): Promise<ExitCode> {
  const { stack } = await compileStack(context, input);
  const path = pathOfAddress(topic);
  const explanation = explainPath(stack, path);
  if (explanation.kind === "unknown") {
    const { nearest: close, where, step, known } = explanation;
    const suggestion = close === undefined ? undefined : `${path.slice(0, path.lastIndexOf(step))}${close}`;
    throw new DiagnosticError(diagnose("MCPC6363", { topic, suggestion, where, known }));
  }
  const { terminal } = context;
  terminal.stdout.write(input.options.json ? jsonText(explainJson(explanation)) : explainText(explanation, lookOf(terminal)));
  return exitCodes.done;
}

/** `server.memory`, as plans and diagnostics write it, stands for `servers.memory`. */
function pathOfAddress(topic: string): string {
  return topic.replace(/^(server|service|secret)\./, "$1s.");
}
