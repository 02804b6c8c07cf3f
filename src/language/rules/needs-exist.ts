import { nearest } from "../../diagnostics/nearest.ts";
import { placeOfNeed } from "./needs.ts";
import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Whatever is needed is a server or a service of the stack. */
export const needsExist: Rule = {
  name: "needs-exist",
  codes: ["MCPC3001"],
  check(context) {
    const things = thingsOf(context);
    const known = new Set(things.map(({ name }) => name));
    for (const { kind, section, name, thing } of things) {
      for (const need of Object.keys(thing.needs ?? {}).filter((wanted) => !known.has(wanted))) {
        const range = placeOfNeed(context, section, name, need);
        const meant = nearest(need, [...known]);
        const suggestion = range === undefined || meant === undefined ? undefined : { range, text: meant };
        context.report("MCPC3001", { who: title(kind, name), need }, { range, suggestion, address: `${kind}.${name}` });
      }
    }
  },
};
