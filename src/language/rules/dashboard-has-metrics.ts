import type { Rule } from "./rule.ts";

/** A dashboard has something to show. */
export const dashboardHasMetrics: Rule = {
  name: "dashboard-has-metrics",
  codes: ["MCPC3026"],
  check(context) {
    const { grafana, prometheus } = context.stack.data.monitoring;
    if (!grafana || prometheus) return;
    context.report("MCPC3026", {}, { range: context.near(["monitoring", "grafana"], "key") });
  },
};
