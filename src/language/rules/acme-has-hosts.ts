import type { Rule } from "./rule.ts";

/** Certificates are fetched for names. */
export const acmeHasHosts: Rule = {
  name: "acme-has-hosts",
  codes: ["MCPC3025"],
  check(context) {
    const { tls, hosts } = context.stack.data.gateway;
    if (tls?.acme === undefined || hosts.length > 0) return;
    context.report("MCPC3025", {}, { range: context.near(["gateway", "tls", "acme"], "key"), address: "gateway" });
  },
};
