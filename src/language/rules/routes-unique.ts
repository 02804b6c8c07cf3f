import type { SourceRange } from "../../diagnostics/source.ts";
import { routeOf } from "./derived.ts";
import { type Rule, type RuleContext, title } from "./rule.ts";

/** What the front door answers itself (runtime: gateway). */
const reserved = new Set(["/mcp", "/healthz", "/readyz", "/metrics", "/.well-known"]);

/** Every server has a route of its own, and none has one of the front door's. */
export const routesUnique: Rule = {
  name: "routes-unique",
  codes: ["MCPC3006", "MCPC3027"],
  check(context) {
    const owners = new Map<string, string>();
    for (const [name, server] of context.servers) {
      const route = routeOf(name, server);
      const key = route.toLowerCase().replace(/\/+$/, "");
      const range = placeOfRoute(context, name);
      const place = { range, address: `server.${name}` };
      const owner = owners.get(key);
      if (reserved.has(`/${key.split("/")[1]}`)) context.report("MCPC3027", { who: title("server", name), route }, place);
      else if (owner === undefined) owners.set(key, name);
      else {
        const first = placeOfRoute(context, owner);
        const related = first === undefined ? [] : [{ range: first, message: "the route is taken here" }];
        context.report("MCPC3006", { who: title("server", name), other: title("server", owner), route }, { ...place, related });
      }
    }
  },
};

function placeOfRoute(context: RuleContext, name: string): SourceRange | undefined {
  return context.locate(["servers", name, "expose", "path"], "value") ?? context.locate(["servers", name], "key");
}
