const errors = (labels: string) => `rate(mcp_server_operation_duration_seconds_count{${labels}}[5m])`;

/** What the gateway measures, on one page. */
export function grafanaDashboard(stack: string): string {
  const panels = [
    graph("Calls per second", "sum by (mcp_server) (rate(mcp_server_operation_duration_seconds_count[5m]))", "reqps"),
    graph(
      "Errors per second",
      // With `server/discover` a client finds out which era a server speaks: no is an answer, not an error.
      `sum by (mcp_server, error_type) (${errors('error_type!=""')} unless ${errors('error_type="jsonrpc_error",mcp_method_name="server/discover"')})`,
      "reqps",
    ),
    graph(
      "Time of 95 of 100 calls",
      "histogram_quantile(0.95, sum by (le, mcp_server) (rate(mcp_server_operation_duration_seconds_bucket[5m])))",
      "s",
    ),
    graph("Kept back by limits", "sum by (reason) (rate(mcpc_gateway_refusals_total[5m]))", "reqps"),
    graph("Not let in", "sum by (reason) (rate(mcpc_gateway_denied_total[5m]))", "reqps"),
    graph("Calls under way", "sum by (mcp_server) (mcpc_gateway_calls_running)", "short"),
    graph("Servers that take calls", "min by (mcp_server) (mcpc_gateway_server_ready)", "short"),
    graph("Circuit breakers that are open", "max by (mcp_server) (mcpc_gateway_breaker_open)", "short"),
  ];
  const dashboard = {
    uid: "mcpc",
    title: `MCP servers of ${stack}`,
    tags: ["mcpc"],
    schemaVersion: 39,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    panels: panels.map((panel, index) => ({
      id: index + 1,
      ...panel,
      gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 },
    })),
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

function graph(title: string, expression: string, unit: string) {
  return {
    title,
    type: "timeseries",
    datasource: { type: "prometheus", uid: "prometheus" },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: [{ refId: "A", expr: expression }],
  };
}
