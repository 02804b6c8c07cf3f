import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import { type ServerTools, toolsJson, toolsText } from "../../views/tools.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { serverNameOf } from "../arguments/unit-names.ts";
import { type Context, defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { type KnownEnvironment, knownEnvironment } from "../stack/known-environment.ts";
import { runningEndpoint, withSession } from "../stack/server-session.ts";
import { lookOf } from "../terminal/terminal.ts";

export const command = defineCommand({
  arguments: [{ name: "SERVER", summary: "only this one (default: all)", completes: "server" }],
  options: {
    ...stackOptions,
    timeout: { kind: "duration", placeholder: "DURATION", summary: "for the answer of one server (default: 10s)" },
    ...jsonOption,
  },
  description: "Asks running servers for their tools: names, parameters, descriptions; with --json their whole inputSchema.",
  examples: [
    { command: "mcpc tools", meaning: "all tools of all servers" },
    { command: "mcpc tools memory --json", meaning: "with the schema of each argument" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { options, words } = input;
    const known = await knownEnvironment(context, input);
    const names = words[0] === undefined ? known.servers.map(({ name }) => name) : [serverNameOf(words[0], known)];
    const servers = await Promise.all(names.map((name) => listTools(context, known, name, options.timeout ?? 10_000)));
    const { terminal } = context;
    terminal.stdout.write(
      options.json ? jsonText(toolsJson(servers)) : toolsText(servers, { ...lookOf(terminal), environment: known.scope.environment }),
    );
    return servers.some(({ message }) => message !== undefined) ? exitCodes.error : exitCodes.done;
  },
});

/** One server that does not answer must not hide the tools of the others. */
async function listTools(context: Context, known: KnownEnvironment, name: string, timeoutMs: number): Promise<ServerTools> {
  try {
    const endpoint = await runningEndpoint(context, known, name, "tools");
    const options = { timeoutMs, signal: context.signal };
    const tools = await withSession(endpoint, options, (session) => session.listTools({ signal: AbortSignal.timeout(timeoutMs) }));
    return { name, tools };
  } catch (error) {
    if (error instanceof DiagnosticError) return { name, tools: [], message: error.diagnostics[0]?.message ?? error.message };
    throw error;
  }
}
