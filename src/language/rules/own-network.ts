import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Everything has a network of its own. */
export const ownNetwork: Rule = {
  name: "own-network",
  codes: ["MCPC5016"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      if (!thing.security.hostNetwork) continue;
      const range = context.near([section, name, "security", "hostNetwork"], "key");
      context.report("MCPC5016", { who: title(kind, name) }, { range, address: `${kind}.${name}` });
    }
  },
};
