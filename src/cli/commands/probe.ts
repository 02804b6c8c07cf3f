import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { jsonText } from "../../diagnostics/render/json.ts";
import type { McpEndpoint } from "../../mcp/endpoint.ts";
import { probe } from "../../mcp/probe.ts";
import { type ProbedServer, probeJson, probeText, readinessText } from "../../views/probe.ts";
import { isUrl, remoteEndpoint, remoteOptions } from "../arguments/remote-endpoint.ts";
import { jsonOption, stackOptions } from "../arguments/shared-options.ts";
import { serverNameOf } from "../arguments/unit-names.ts";
import { type Context, defineCommand, type Input } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { knownEnvironment } from "../stack/known-environment.ts";
import { runningEndpoint } from "../stack/server-session.ts";
import { lookOf } from "../terminal/terminal.ts";

const options = {
  ...stackOptions,
  ...remoteOptions,
  timeout: { kind: "duration", placeholder: "DURATION", summary: "for the whole handshake (default: 10s)" },
  check: {
    kind: "choice",
    placeholder: "KIND",
    choices: ["mcp", "http", "tcp"],
    summary: "shake hands, or only see whether GET answers well or a port is open (default: mcp)",
  },
  alive: { kind: "flag", summary: "a server that asks for credentials counts as ready: it lives" },
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
    { command: "mcpc probe http://127.0.0.1:8080/mcp --alive --timeout 3s", meaning: "as the health check of a container or a unit" },
    { command: "mcpc probe tcp://127.0.0.1:5432 --check tcp", meaning: "is anything listening there?" },
  ],
  onInterrupt: "stop",
  async run(context, input) {
    const { protocol = "auto", timeout: timeoutMs = 10_000, check = "mcp" } = input.options;
    if (check !== "mcp") return checkUrls(context, input.words, check, timeoutMs);
    const targets = await findTargets(context, input);
    const { terminal, signal } = context;
    const servers = await Promise.all(
      targets.map(async ({ name, endpoint }): Promise<ProbedServer> => {
        const result = await probe(endpoint, { protocol, timeoutMs, signal });
        return endpoint.kind === "stdio" ? { name, result } : { name, url: endpoint.url, result };
      }),
    );
    terminal.stdout.write(input.options.json ? jsonText(probeJson(servers)) : probeText(servers, lookOf(terminal)));
    const good = input.options.alive ? ["ready", "needs-auth"] : ["ready"];
    return servers.every(({ result }) => good.includes(result.state)) ? exitCodes.done : exitCodes.error;
  },
});

/** Looks at URLs without a word of MCP, for health checks. Says what is wrong, and what a bridge tells of the server behind it. */
async function checkUrls({ terminal, signal }: Context, words: readonly string[], check: "http" | "tcp", timeoutMs: number) {
  const [{ httpCheck }, { tcpCheck }, { runProbe }] = await Promise.all([
    import("../../runtime/supervisor/probe/http-check.ts"),
    import("../../runtime/supervisor/probe/tcp-check.ts"),
    import("../../runtime/supervisor/probe/probe-result.ts"),
  ]);
  const odd = words.find((word) => !URL.canParse(word));
  if (odd !== undefined || words.length === 0) throw new DiagnosticError(diagnose("MCPC6368", { target: odd ?? "" }));
  const onJson = (answer: unknown) => terminal.stdout.write(readinessText(answer));
  const looks = words.map((word) => {
    const url = new URL(word);
    return runProbe(check === "http" ? httpCheck(url, { onJson }) : tcpCheck(url.hostname, Number(url.port)), timeoutMs, signal);
  });
  const wrong = (await Promise.all(looks)).flatMap(({ error }) => error ?? []);
  for (const error of wrong) terminal.stderr.write(`${error}\n`);
  return wrong.length === 0 ? exitCodes.done : exitCodes.error;
}

interface ProbeTarget {
  readonly name: string;
  readonly endpoint: McpEndpoint;
}

async function findTargets(context: Context, input: Input<typeof options>): Promise<readonly ProbeTarget[]> {
  const urls = input.words.filter(isUrl);
  const remote = urls.map((url) => ({ name: url, endpoint: remoteEndpoint(url, input.options, context.host) }));
  const words = input.words.filter((word) => !urls.includes(word));
  if (urls.length > 0 && words.length === 0) return remote;
  const odd = words.find((word) => /[/:]/.test(word));
  if (odd !== undefined) throw new DiagnosticError(diagnose("MCPC6368", { target: odd }));

  const known = await knownEnvironment(context, input);
  const names = words.length === 0 ? known.servers.map(({ name }) => name) : words.map((word) => serverNameOf(word, known));
  const own = names.map(async (name) => ({ name, endpoint: await runningEndpoint(context, known, name, "probe") }));
  return [...(await Promise.all(own)), ...remote];
}
