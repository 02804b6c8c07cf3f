import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { RemoteEndpoint } from "../../runtime/connect/upstream.ts";
import { isUrl, remoteEndpoint, remoteOptions } from "../arguments/remote-endpoint.ts";
import { stackOptions } from "../arguments/shared-options.ts";
import { serverNameOf } from "../arguments/unit-names.ts";
import { type Context, defineCommand, type Input } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { compileStack } from "../stack/compile-stack.ts";
import { runningEndpoint } from "../stack/server-session.ts";

const options = {
  ...stackOptions,
  ...remoteOptions,
  timeout: { kind: "duration", placeholder: "DURATION", summary: "for a handshake with the server (default: 30s)" },
} as const;

export const command = defineCommand({
  arguments: [{ name: "TARGET", summary: "a server of the stack, or the URL of any MCP server", required: true, completes: "server" }],
  options,
  description:
    "Serves an MCP server that is reached over HTTP on standard input and output, for clients that speak nothing else.\nClient and server may be of different protocol eras. A session that the server has forgotten is opened again. Standard output carries the protocol and nothing else; what goes wrong is told on standard error.",
  examples: [
    { command: "mcpc connect memory", meaning: "as the command of a client, a server of this stack" },
    {
      command: "mcpc connect https://mcp.example.com/mcp --token-env TOKEN",
      meaning: "any other, with a token that stays out of the arguments",
    },
  ],
  onInterrupt: "finish",
  async run(context, input) {
    const endpoint = await findEndpoint(context, input);
    const { serveStdio } = await import("../../runtime/connect/serve-stdio.ts");
    const { protocol = "auto", timeout: timeoutMs = 30_000 } = input.options;
    await serveStdio({
      endpoint,
      protocol,
      timeoutMs,
      input: process.stdin,
      output: process.stdout,
      log: (line) => context.terminal.stderr.write(`mcpc connect: ${line}\n`),
      signal: context.signal,
    });
    return exitCodes.done;
  },
});

async function findEndpoint(context: Context, input: Input<typeof options>): Promise<RemoteEndpoint> {
  const [word = ""] = input.words;
  if (isUrl(word)) return remoteEndpoint(word, input.options, context.host);
  if (/[/:]/.test(word)) throw new DiagnosticError(diagnose("MCPC6368", { target: word }));
  const deployment = await compileStack(context, input);
  return runningEndpoint(context, deployment, serverNameOf(word, deployment.model), "connect");
}
