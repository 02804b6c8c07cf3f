import { expect, it } from "vitest";
import { GatewayMetrics } from "../../../src/runtime/gateway/metrics/gateway-metrics.ts";
import { grafanaDashboard } from "../../../targets/compose/edge/grafana-dashboard.ts";

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const expressions = (JSON.parse(grafanaDashboard("team")) as Dashboard).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

it("asks for nothing that the gateway does not measure, and leaves out nothing that it does", async () => {
  const metrics = new GatewayMetrics(() => [{ name: "tasks", ready: true, running: 1, breaker: "closed" }]);
  const call = { method: "tools/call", tool: "add" } as Parameters<GatewayMetrics["ended"]>[1];
  metrics.ended("tasks", call, "ok", 0.1);
  metrics.refused("tasks", call, "rate");
  metrics.denied("token");
  const measured = (await metrics.render()).text.split("\n").filter((line) => /^mcpc?_/.test(line));
  const series = new Map(measured.map((line) => [line.split("{")[0], [...line.matchAll(/(\w+)="/g)].map(([, label]) => label)]));
  const asked = expressions.flatMap((expression) =>
    [...expression.matchAll(/\b(mcpc?_\w+)(?:\{([^}]*)\}|\[|\))/g)].map(([, name, labels]) => ({ name, labels })),
  );
  for (const { name, labels = "" } of asked.filter(({ name }) => name !== "mcp_server")) {
    expect([...series.keys()]).toContain(name);
    for (const [, label] of labels.matchAll(/(\w+)!?=/g)) expect(series.get(name)).toContain(label);
  }
  const names = new Set(asked.map(({ name }) => name));
  expect([...series.keys()].filter((name) => !names.has(name))).toEqual(["mcp_server_operation_duration_seconds_sum"]);
});

it("does not count it as an error when a server of the older era is asked which it speaks", () => {
  expect(expressions.find((expression) => expression.includes("error_type"))).toMatch(
    / unless rate\(\w+\{error_type="jsonrpc_error",mcp_method_name="server\/discover"\}\[5m\]\)\)$/,
  );
});
