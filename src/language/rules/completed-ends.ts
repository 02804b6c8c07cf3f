import { placeOfNeed } from "./needs.ts";
import { type Rule, type RuleContext, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Only what ends can be waited for to complete. */
export const completedEnds: Rule = {
  name: "completed-ends",
  codes: ["MCPC3005"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      for (const [need, { until }] of Object.entries(thing.needs ?? {})) {
        const why = until === "completed" ? whyEndless(context, need) : undefined;
        if (why === undefined) continue;
        const range = placeOfNeed(context, section, name, need);
        context.report("MCPC3005", { who: title(kind, name), need, why }, { range, address: `${kind}.${name}` });
      }
    }
  },
};

function whyEndless({ stack }: RuleContext, need: string): string | undefined {
  if (Object.hasOwn(stack.data.servers, need)) return "an MCP server is meant to stay";
  const service = Object.hasOwn(stack.data.services, need) ? stack.data.services[need] : undefined;
  if (service === undefined) return undefined;
  if (service.external !== undefined) return "it runs elsewhere and mcpc does not see it end";
  return service.restart.policy === "always" ? "it is always started again" : undefined;
}
