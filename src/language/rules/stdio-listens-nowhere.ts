import { isStarted, transportOf } from "./derived.ts";
import { type Rule, title } from "./rule.ts";

/** A stdio server has no port and no path, and something at a URL has no stdio. */
export const stdioListensNowhere: Rule = {
  name: "stdio-listens-nowhere",
  codes: ["MCPC3010", "MCPC3029"],
  check(context) {
    for (const [name, server] of context.servers) {
      if (transportOf(server) !== "stdio") continue;
      const address = `server.${name}`;
      if (!isStarted(server)) {
        const range = context.near(["servers", name, "transport"], "value");
        context.report("MCPC3029", { who: title("server", name) }, { range, address });
        continue;
      }
      for (const key of ["port", "path"] as const) {
        if (server[key] === undefined) continue;
        const range = context.near(["servers", name, key], "key");
        context.report("MCPC3010", { who: title("server", name), key }, { range, address });
      }
    }
  },
};
