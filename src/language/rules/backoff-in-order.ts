import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** The wait between restarts grows from `initial` to `max`. */
export const backoffInOrder: Rule = {
  name: "backoff-in-order",
  codes: ["MCPC3023"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      const { initial, max } = thing.restart.backoff;
      if (initial <= max) continue;
      const path = [section, name, "restart", "backoff"];
      const range = context.locate([...path, "initial"], "value") ?? context.near([...path, "max"], "value");
      context.report("MCPC3023", { who: title(kind, name) }, { range, address: `${kind}.${name}` });
    }
  },
};
