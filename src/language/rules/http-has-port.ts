import { isStarted, transportOf } from "./derived.ts";
import { type Rule, title } from "./rule.ts";

/** A server that listens says where. */
export const httpHasPort: Rule = {
  name: "http-has-port",
  codes: ["MCPC3009"],
  check(context) {
    for (const [name, server] of context.servers) {
      const transport = transportOf(server);
      if (transport === "stdio" || server.port !== undefined || !isStarted(server)) continue;
      const range = context.near(["servers", name, "transport"], "value");
      context.report("MCPC3009", { who: title("server", name), transport }, { range, address: `server.${name}` });
    }
  },
};
