import { type Rule, title } from "./rule.ts";
import { deferredReferences, textsOfServer, textsOfService, thingsOf } from "./texts.ts";

/** Whoever uses the address or port of a service uses one that has a port. What runs elsewhere has it in its URL. */
export const serviceAddressHasPort: Rule = {
  name: "service-address-has-port",
  codes: ["MCPC3021"],
  check(context) {
    const { services } = context.stack.data;
    for (const { kind, name, thing } of thingsOf(context)) {
      for (const { path, text } of "run" in thing ? textsOfServer(name, thing) : textsOfService(name, thing)) {
        for (const { reference, written } of deferredReferences(text)) {
          if (!("service" in reference) || reference.output === "host" || !Object.hasOwn(services, reference.service)) continue;
          const service = services[reference.service];
          if (service?.port !== undefined || service?.external !== undefined) continue;
          const range = context.within(context.near(path, "value"), written);
          const { service: needed, output } = reference;
          context.report("MCPC3021", { who: title(kind, name), service: needed, output }, { range, address: `${kind}.${name}` });
        }
      }
    }
  },
};
