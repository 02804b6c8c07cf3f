import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Nothing runs as root. */
export const notRoot: Rule = {
  name: "not-root",
  codes: ["MCPC5017"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      const { user } = thing.security;
      if (user === undefined || !/^(?:root|0+)(?::|$)/.test(user)) continue;
      const range = context.near([section, name, "security", "user"], "value");
      context.report("MCPC5017", { who: title(kind, name), user }, { range, address: `${kind}.${name}` });
    }
  },
};
