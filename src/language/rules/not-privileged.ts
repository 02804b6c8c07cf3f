import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Nothing has all rights of the machine. */
export const notPrivileged: Rule = {
  name: "not-privileged",
  codes: ["MCPC5015"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      if (!thing.security.privileged) continue;
      const range = context.near([section, name, "security", "privileged"], "key");
      context.report("MCPC5015", { who: title(kind, name) }, { range, address: `${kind}.${name}` });
    }
  },
};
