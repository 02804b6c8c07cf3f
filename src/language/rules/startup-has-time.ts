import { sharesMachine } from "./derived.ts";
import { downloadCommand } from "./download-command.ts";
import { type Rule, type RuleContext, type Server, title } from "./rule.ts";

const enough = 60_000;

/**
 * What may have to be fetched when it starts gets at least a minute. That is every `npx`, `uvx` and the like, and packages on targets where
 * the machine that starts them may be new. On the local target packages are installed before the start, so any time will do.
 */
export const startupHasTime: Rule = {
  name: "startup-has-time",
  codes: ["MCPC5006"],
  check(context) {
    for (const [name, server] of context.servers) {
      const { timeout } = server.health.startup;
      const why = timeout < enough ? whySlow(server, context) : undefined;
      if (why === undefined) continue;
      const range = context.near(["servers", name, "health", "startup", "timeout"], "value");
      context.report("MCPC5006", { who: title("server", name), seconds: timeout / 1000, why }, { range, address: `server.${name}` });
    }
  },
};

function whySlow({ run }: Server, { target }: RuleContext): string | undefined {
  const download = downloadCommand(run.command ?? []);
  if (download !== undefined) return `${download.program} may have to download it first`;
  if (sharesMachine(target)) return undefined;
  return run.npm === undefined && run.pypi === undefined ? undefined : "its package may have to be fetched first";
}
