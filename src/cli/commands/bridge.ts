import { basename } from "node:path";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { defineCommand, type Input } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

const options = {
  host: { kind: "text", placeholder: "ADDRESS", summary: "address to listen on (default: 127.0.0.1)" },
  port: {
    kind: "number",
    placeholder: "PORT",
    minimum: 0,
    maximum: 65_535,
    summary: "port to listen on; 0 = any that is free (default: 8080)",
  },
  stateless: { kind: "flag", summary: "let all clients share a few processes, instead of one for each session" },
  protocol: {
    kind: "choice",
    placeholder: "ERA",
    choices: ["auto", "legacy", "modern"],
    summary: "speak only this to the server (default: auto)",
  },
  poolSize: {
    kind: "number",
    placeholder: "NUMBER",
    minimum: 1,
    summary: "processes that are shared at most (default: 4 with --stateless, else 1)",
  },
  maxSessions: { kind: "number", placeholder: "NUMBER", minimum: 1, summary: "sessions with a process of their own at most (default: 64)" },
  idleTimeout: { kind: "duration", placeholder: "DURATION", summary: "end a session in which nothing passes for so long (default: 30m)" },
  sessionTimeout: { kind: "duration", placeholder: "DURATION", summary: "end a session after so long in any case (default: 24h)" },
  startupTimeout: { kind: "duration", placeholder: "DURATION", summary: "for start and handshake of the server (default: 60s)" },
  drainTimeout: { kind: "duration", placeholder: "DURATION", summary: "at the end, for calls under way to be answered (default: 3s)" },
  bodyLimit: { kind: "number", placeholder: "BYTES", minimum: 1, summary: "longest request body that is taken (default: 4194304)" },
  env: {
    kind: "list",
    placeholder: "NAME=TEXT",
    summary: "set a variable of the server, ${secret.NAME} from a file in the folder of secrets; may be repeated",
  },
  secrets: { kind: "text", placeholder: "FOLDER", summary: "folder of secrets (default: /run/secrets)", completes: "file" },
  allowHost: { kind: "list", placeholder: "NAME", summary: "answer to this host name, beside the loopback ones; may be repeated" },
  allowOrigin: { kind: "list", placeholder: "ORIGIN", summary: "take requests of pages from this origin; may be repeated" },
} as const;

export const command = defineCommand({
  arguments: [{ name: "COMMAND", summary: "the server's program and its arguments", variadic: true, behindDashes: true }],
  options,
  description:
    "Serves an MCP server that speaks on its standard input and output over HTTP, at /mcp, for clients of both protocol eras.\nEach session has a process of its own unless --stateless; clients of 2026-07-28, which have no sessions, share one. /readyz tells whether the server answers. Ctrl-C ends all processes.",
  examples: [
    { command: "mcpc bridge --port 8080 -- node server.mjs", meaning: "a process for each session" },
    { command: "mcpc bridge --stateless -- node server.mjs", meaning: "for a server that keeps nothing between calls" },
  ],
  onInterrupt: "finish",
  async run({ terminal, signal, host }, input) {
    const [program] = input.words;
    if (program === undefined) throw new DiagnosticError(diagnose("MCPC6382", {}));
    const [{ runBridge }, { secretEnvironment, secretsFolder }] = await Promise.all([
      import("../../runtime/bridge/run-bridge.ts"),
      import("../../runtime/exec/secret-environment.ts"),
    ]);
    const env = await secretEnvironment(input.options.env, input.options.secrets ?? secretsFolder, process.env);
    await runBridge({
      ...limitsOf(input),
      name: basename(program),
      process: { kind: "process", command: input.words, cwd: host.cwd, env },
      protocol: input.options.protocol ?? "auto",
      log: (line) => terminal.stderr.write(`mcpc bridge: ${line}\n`),
      output: (chunk) => process.stderr.write(chunk),
      signal,
    });
    return exitCodes.done;
  },
});

function limitsOf({ options: given }: Input<typeof options>) {
  const stateful = !given.stateless;
  return {
    host: given.host ?? "127.0.0.1",
    port: given.port ?? 8080,
    stateful,
    poolSize: given.poolSize ?? (stateful ? 1 : 4),
    maxSessions: given.maxSessions ?? 64,
    idleMs: given.idleTimeout ?? 30 * 60_000,
    ttlMs: given.sessionTimeout ?? 24 * 3_600_000,
    startupMs: given.startupTimeout ?? 60_000,
    drainMs: given.drainTimeout ?? 3_000,
    bodyLimit: given.bodyLimit ?? 4 * 1024 * 1024,
    allowedHosts: given.allowHost,
    allowedOrigins: given.allowOrigin,
  };
}
