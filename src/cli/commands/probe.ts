import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import type { McpEndpoint } from "../../mcp/endpoint.ts";
import { probe } from "../../mcp/probe.ts";
import { type ProbedServer, probeJson, probeText } from "../../views/probe.ts";
import { type Context, defineCommand, type Input } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { knownEnvironment } from "../known-environment.ts";
import { runningEndpoint } from "../server-session.ts";
import { jsonOption, stackOptions } from "../shared-options.ts";
import { lookOf } from "../terminal.ts";
import { serverNameOf } from "../unit-names.ts";

const options = {
  ...stackOptions,
  protocol: {
    kind: "choice",
    placeholder: "ERA",
    choices: ["auto", "legacy", "modern"],
    summary: "speak only this to it (default: auto)",
  },
  transport: { kind: "choice", placeholder: "KIND", choices: ["http", "sse"], summary: "how to reach a URL (default: http)" },
  tokenEnv: { kind: "text", placeholder: "VARIABLE", summary: "environment variable that holds a bearer token for a URL" },
  timeout: { kind: "duration", placeholder: "DURATION", summary: "for the whole handshake (default: 10s)" },
  ...jsonOption,
} as const;

export const command = defineCommand({
  arguments: [
    {
      name: "TARGET",
      summary: "servers of the stack, or URLs of any MCP servers (default: all servers)",
      variadic: true,
      completes: "server",
    },
  ],
  options,
  description:
    "Shakes hands with MCP servers and tells which era and revision of the protocol they speak, how many tools they have, and how long it took.\nNothing is left at the server. Exits 1 when one of them is not ready.",
  examples: [
    { command: "mcpc probe memory", meaning: "a server of this stack" },
    {
      command: "mcpc probe https://mcp.example.com/mcp --token-env TOKEN",
      meaning: "any other, with a token that stays out of the arguments",
    },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const targets = await findTargets(context, input);
    const { protocol = "auto", timeout: timeoutMs = 10_000 } = input.options;
    const { terminal, signal } = context;
    const servers = await Promise.all(
      targets.map(async ({ name, endpoint }): Promise<ProbedServer> => {
        const result = await probe(endpoint, { protocol, timeoutMs, signal });
        return endpoint.kind === "stdio" ? { name, result } : { name, url: endpoint.url, result };
      }),
    );
    terminal.stdout.write(input.options.json ? jsonText(probeJson(servers)) : probeText(servers, lookOf(terminal)));
    return servers.every(({ result }) => result.state === "ready") ? exitCodes.done : exitCodes.error;
  },
});

interface ProbeTarget {
  readonly name: string;
  readonly endpoint: McpEndpoint;
}

async function findTargets(context: Context, input: Input<typeof options>): Promise<readonly ProbeTarget[]> {
  const urls = input.words.filter((word) => /^https?:\/\//.test(word));
  const remote = urls.map((url) => ({ name: url, endpoint: remoteEndpoint(context, input, url) }));
  const words = input.words.filter((word) => !urls.includes(word));
  if (urls.length > 0 && words.length === 0) return remote;
  const odd = words.find((word) => /[/:]/.test(word));
  if (odd !== undefined) throw new DiagnosticError(diagnose("MCPC6368", { target: odd }));

  const known = await knownEnvironment(context, input);
  const names = words.length === 0 ? known.servers.map(({ name }) => name) : words.map((word) => serverNameOf(word, known));
  const own = names.map(async (name) => ({ name, endpoint: await runningEndpoint(context, known, name, "probe") }));
  return [...(await Promise.all(own)), ...remote];
}

function remoteEndpoint({ host }: Context, { options: given }: Input<typeof options>, url: string): McpEndpoint {
  if (!URL.canParse(url)) throw new DiagnosticError(diagnose("MCPC6368", { target: url }));
  const kind = given.transport ?? "http";
  if (given.tokenEnv === undefined) return { kind, url };
  const token = host.env(given.tokenEnv);
  if (token !== undefined && token !== "") return { kind, url, headers: { Authorization: `Bearer ${token}` } };
  const problem = `names "${given.tokenEnv}", which is not set in the environment`;
  throw new DiagnosticError(diagnose("MCPC6352", { option: "--token-env", problem }));
}
