import { type Rule, type Server, title } from "./rule.ts";

/** A test calls a tool that is shown: allowed, and not denied. */
export const testsReachTools: Rule = {
  name: "tests-reach-tools",
  codes: ["MCPC3012"],
  check(context) {
    for (const [name, server] of context.servers) {
      for (const [index, { tool }] of server.tests.entries()) {
        const why = whyHidden(tool, server);
        if (why === undefined) continue;
        const range = context.near(["servers", name, "tests", index, "tool"], "value");
        context.report("MCPC3012", { who: title("server", name), tool, why }, { range, address: `server.${name}` });
      }
    }
  },
};

/** Tests may say a tool's own name or the one it is shown under; allow and deny go by its own. */
function whyHidden(tool: string, { tools }: Server): string | undefined {
  const own = Object.entries(tools.rename).find(([, shown]) => shown === tool)?.[0] ?? tool;
  const denied = tools.deny.find((pattern) => fits(own, pattern));
  if (denied !== undefined) return `tools.deny names "${denied}"`;
  return tools.allow === undefined || tools.allow.some((pattern) => fits(own, pattern)) ? undefined : "tools.allow does not name it";
}

function fits(tool: string, pattern: string): boolean {
  return pattern.endsWith("*") ? tool.startsWith(pattern.slice(0, -1)) : tool === pattern;
}
