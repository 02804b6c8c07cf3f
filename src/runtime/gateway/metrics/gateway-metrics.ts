import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { BreakerState } from "../guard/breaker.ts";
import type { Call, CallObserver, Outcome, RefusalReason } from "../guard/call.ts";

/** Another tool name than these many per server is counted as `_other`: callers choose names, and each would be a series for ever. */
const mostTools = 500;

/** Bounds in seconds that the OpenTelemetry conventions for MCP advise. */
const buckets = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];

/** A server as it is now, for what is measured when somebody asks. */
export interface MeasuredServer {
  readonly name: string;
  readonly ready: boolean;
  readonly running: number;
  readonly breaker: BreakerState;
}

/**
 * Metrics in the Prometheus format. `mcp_server_operation_duration_seconds` is `mcp.server.operation.duration` of the OpenTelemetry
 * conventions, with its attributes as labels: a result with `isError` has `error_type="tool_error"`.
 */
export class GatewayMetrics implements CallObserver {
  readonly #registry = new Registry();
  readonly #tools = new Map<string, Set<string>>();
  readonly #durations: Histogram;
  readonly #refusals: Counter;
  readonly #denied: Counter;

  constructor(servers: () => readonly MeasuredServer[]) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#durations = new Histogram({
      name: "mcp_server_operation_duration_seconds",
      help: "MCP request duration as observed by the gateway, from when it was received until it was answered",
      labelNames: ["mcp_server", "mcp_method_name", "gen_ai_tool_name", "error_type"],
      buckets,
      registers,
    });
    this.#refusals = new Counter({
      name: "mcpc_gateway_refusals_total",
      help: "Calls that a limit kept from a server",
      labelNames: ["mcp_server", "reason"],
      registers,
    });
    this.#denied = new Counter({
      name: "mcpc_gateway_denied_total",
      help: "Requests that were not let in",
      labelNames: ["reason"],
      registers,
    });
    const gauge = (name: string, help: string, value: (server: MeasuredServer) => number) =>
      new Gauge({
        name,
        help,
        labelNames: ["mcp_server"],
        registers,
        collect() {
          this.reset();
          for (const server of servers()) this.set({ mcp_server: server.name }, value(server));
        },
      });
    gauge("mcpc_gateway_server_ready", "1 while calls are passed to the server", ({ ready }) => Number(ready));
    gauge("mcpc_gateway_calls_running", "Calls under way", ({ running }) => running);
    gauge("mcpc_gateway_breaker_open", "1 while calls are kept from the server, 0.5 while one tries", ({ breaker }) => openness[breaker]);
  }

  ended(server: string, call: Call, outcome: Outcome, seconds: number): void {
    this.#durations.observe({ mcp_server: server, ...this.#labelsOf(server, call, outcome), error_type: errorTypes[outcome] }, seconds);
  }

  refused(server: string, _call: Call, reason: RefusalReason): void {
    this.#refusals.inc({ mcp_server: server, reason });
  }

  denied(reason: "host" | "origin" | "token" | "keys"): void {
    this.#denied.inc({ reason });
  }

  /** The text and its content type. */
  async render(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #labelsOf(server: string, { method, tool }: Call, outcome: Outcome): Record<string, string> {
    const mcp_method_name = methods.has(method) ? method : "_other";
    if (tool === undefined) return { mcp_method_name, gen_ai_tool_name: "" };
    const known = this.#tools.get(server) ?? new Set();
    this.#tools.set(server, known);
    // A name counts as a tool's only when the server took it for one; it answers at once for those that it does not have.
    const exists = outcome === "ok" || outcome === "tool-error" || outcome === "timeout";
    if (exists && known.size < mostTools) known.add(tool);
    return { mcp_method_name, gen_ai_tool_name: known.has(tool) ? tool : "_other" };
  }
}

const openness = { closed: 0, "half-open": 0.5, open: 1 } as const;

const errorTypes: Readonly<Record<Outcome, string>> = {
  ok: "",
  "tool-error": "tool_error",
  error: "jsonrpc_error",
  unavailable: "unavailable",
  timeout: "timeout",
  cancelled: "cancelled",
};

const methods = new Set([
  ...["initialize", "server/discover", "ping", "subscriptions/listen", "completion/complete", "logging/setLevel"],
  ...["tools/list", "tools/call", "prompts/list", "prompts/get"],
  ...["resources/list", "resources/templates/list", "resources/read", "resources/subscribe", "resources/unsubscribe"],
  ...["tasks/get", "tasks/list", "tasks/result", "tasks/cancel"],
]);
