import { diagnose } from "../../diagnostics/diagnose.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import type { McpSession, ToolDescription, ToolResult } from "../../mcp/session.ts";
import { validateArguments } from "../../mcp/validate-arguments.ts";
import { callResultJson, callResultText } from "../../views/call-result.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { readToolArguments } from "../arguments/tool-arguments.ts";
import { serverNameOf } from "../arguments/unit-names.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { knownEnvironment } from "../stack/known-environment.ts";
import { runningEndpoint, withSession } from "../stack/server-session.ts";
import { reportDiagnostics } from "../terminal/report.ts";
import type { Terminal } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [
    { name: "SERVER", summary: "name of the server", required: true, completes: "server" },
    { name: "TOOL", summary: "name of the tool", required: true },
    { name: "ARGUMENTS", summary: "a JSON object, @FILE, or - for standard input (default: {})" },
  ],
  options: {
    ...stackOptions,
    timeout: { kind: "duration", placeholder: "DURATION", summary: "for the whole call (default: 60s)" },
    ...jsonOption,
  },
  description:
    "Calls one tool of a running server and prints what it answers: text as text, with --json the result as the server gave it.\nThe arguments are checked against the tool's inputSchema before anything is sent. Exits 1 when the tool reports an error.",
  examples: [
    { command: 'mcpc call everything echo \'{"message": "hello"}\'', meaning: "with arguments" },
    { command: "mcpc call memory read_graph --json | jq .content", meaning: "without arguments, for another program" },
    { command: "mcpc call memory create_entities @entities.json", meaning: "arguments from a file" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { options, words } = input;
    const [word = "", toolName = "", given = "{}"] = words;
    const args = await readToolArguments(given, context);
    const known = await knownEnvironment(context, input);
    const server = serverNameOf(word, known);
    const endpoint = await runningEndpoint(context, known, server, "call");
    const { terminal, signal } = context;
    const timeoutMs = options.timeout ?? 60_000;
    const result = await withSession(endpoint, { timeoutMs, signal }, async (session) => {
      const tool = await findTool(session, { server, environment: known.scope.environment }, toolName);
      return callChecked(session, tool, args, { terminal, timeoutMs, signal });
    });
    terminal.stdout.write(options.json ? jsonText(callResultJson(result)) : callResultText(result, terminal));
    return result.isError ? exitCodes.error : exitCodes.done;
  },
});

async function findTool(
  session: McpSession,
  where: { readonly server: string; readonly environment: string },
  name: string,
): Promise<ToolDescription> {
  const tools = await session.listTools();
  const tool = tools.find((known) => known.name === name);
  if (tool !== undefined) return tool;
  const known = tools.map((each) => each.name);
  throw new DiagnosticError(diagnose("MCPC6357", { ...where, tool: name, known, suggestion: nearest(name, known) }));
}

async function callChecked(
  session: McpSession,
  tool: ToolDescription,
  args: Record<string, unknown>,
  { terminal, ...options }: { readonly terminal: Terminal; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ToolResult> {
  const diagnostics = await validateArguments(tool, args);
  if (hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics);
  reportDiagnostics(terminal, diagnostics);
  return session.callTool(tool.name, args, options);
}
