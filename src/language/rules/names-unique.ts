import type { Rule } from "./rule.ts";

/** Servers and services share one space of names: needs, host names and containers go by them. */
export const namesUnique: Rule = {
  name: "names-unique",
  codes: ["MCPC3003"],
  check(context) {
    const servers = new Set(context.servers.map(([name]) => name));
    for (const [name] of context.services.filter(([service]) => servers.has(service))) {
      const server = context.locate(["servers", name], "key");
      context.report(
        "MCPC3003",
        { name },
        {
          range: context.locate(["services", name], "key"),
          address: `service.${name}`,
          related: server === undefined ? [] : [{ range: server, message: "the server is here" }],
        },
      );
    }
  },
};
