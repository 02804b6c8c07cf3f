import { joinPath } from "../../host/paths.ts";
import { logLevels } from "../../runtime/gateway/log/log-levels.ts";
import { stackOptions } from "../arguments/shared-options.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { stackGatewayPlan } from "../stack/stack-gateway-plan.ts";

const options = {
  ...stackOptions,
  config: { kind: "text", placeholder: "PATH", summary: "JSON file that says everything, instead of a stack", completes: "file" },
  host: { kind: "text", placeholder: "ADDRESS", summary: "address to listen on (default: what the stack or file says)" },
  port: {
    kind: "number",
    placeholder: "PORT",
    minimum: 0,
    maximum: 65_535,
    summary: "port to listen on; 0 = any that is free (default: what the stack or file says)",
  },
  drainTimeout: { kind: "duration", placeholder: "DURATION", summary: "at the end, for calls under way to be answered (default: 3s)" },
  logLevel: { kind: "choice", placeholder: "LEVEL", choices: logLevels, summary: "least that is logged (default: info)" },
} as const;

export const command = defineCommand({
  arguments: [],
  options,
  description:
    "Serves many MCP servers at one port: each at /NAME/mcp, all of them at /mcp, with the stack's authentication and limits.\nWithout --config the servers are those of the stack, as they run in its environment. With it they are reached at the URLs in the file, which is read again when it changes, at SIGHUP, and at POST /api/v1/reload; calls under way go on. Logs JSON lines to standard error.",
  examples: [
    { command: "mcpc gateway --config gateway.json", meaning: "what runs in containers and on other machines" },
    { command: "mcpc gateway -e staging --port 8443", meaning: "a second front door before a running environment" },
  ],
  onInterrupt: "finish",
  async run(context, input) {
    const { config, host, port, drainTimeout: drainMs = 3_000, logLevel = "info" } = input.options;
    const [{ runGateway }, { pinoLog }, { GatheredLines }] = await Promise.all([
      import("../../runtime/gateway/run-gateway.ts"),
      import("../../runtime/gateway/log/pino-log.ts"),
      import("../../runtime/gateway/log/gathered-lines.ts"),
    ]);
    const lines = new GatheredLines((text) => context.terminal.stderr.write(text));
    const log = pinoLog(lines, logLevel);
    const file = config === undefined ? undefined : joinPath(context.host.cwd, config);
    const { readGatewayConfig } = await import("../../runtime/gateway/config/read-config.ts");
    const flush = () => lines.flush();
    process.once("exit", flush);
    await runGateway({
      read: () => (file === undefined ? stackGatewayPlan(context, input) : readGatewayConfig(file, process.env)),
      ...(file === undefined ? {} : { watch: file }),
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      drainMs,
      log,
      signal: context.signal,
    }).finally(() => {
      process.off("exit", flush);
      flush();
    });
    return exitCodes.done;
  },
});
