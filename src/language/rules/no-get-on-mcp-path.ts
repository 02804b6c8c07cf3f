import { mcpPathOf, transportOf } from "./derived.ts";
import { type Rule, title } from "./rule.ts";

/** Health checks leave the MCP path alone: GET on it may answer 405 in both eras of the protocol, or open a stream. */
export const noGetOnMcpPath: Rule = {
  name: "no-get-on-mcp-path",
  codes: ["MCPC5009"],
  check(context) {
    for (const [name, server] of context.servers) {
      if (transportOf(server) === "stdio") continue;
      for (const probe of ["readiness", "liveness"] as const) {
        const http = server.health[probe]?.http;
        if (http === undefined || (http.port !== undefined && http.port !== server.port)) continue;
        if (trimmed(http.path) !== trimmed(mcpPathOf(server))) continue;
        const range = context.near(["servers", name, "health", probe, "http", "path"], "value");
        context.report("MCPC5009", { who: title("server", name), probe, path: http.path }, { range, address: `server.${name}` });
      }
    }
  },
};

function trimmed(path: string): string {
  return path.split("?")[0]?.replace(/\/+$/, "") ?? "";
}
