import { placeOfNeed } from "./needs.ts";
import { type Rule, type RuleContext, type Service, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Only what has a readiness check can be waited for to be healthy. Servers always have one: the MCP handshake. */
export const healthyIsChecked: Rule = {
  name: "healthy-is-checked",
  codes: ["MCPC3007"],
  check(context) {
    const { services } = context.stack.data;
    for (const { kind, section, name, thing } of thingsOf(context)) {
      for (const [need, { until }] of Object.entries(thing.needs ?? {})) {
        const service = Object.hasOwn(services, need) ? services[need] : undefined;
        if (until !== "healthy" || service === undefined || isChecked(service)) continue;
        const range = placeOfNeed(context, section, name, need);
        context.report(
          "MCPC3007",
          { who: title(kind, name), need, place: cure(need, service, context) },
          { range, address: `${kind}.${name}` },
        );
      }
    }
  },
};

function isChecked(service: Service): boolean {
  return service.health?.readiness !== undefined || service.external?.check !== undefined;
}

function cure(name: string, service: Service, context: RuleContext): string {
  const range = context.locate(["services", name], "key");
  const field = service.external === undefined ? `health.readiness to services.${name}` : `check to services.${name}.external`;
  return range === undefined ? field : `${field} (${range.file}:${range.start.line})`;
}
