import { type Rule, title } from "./rule.ts";
import { deferredReferences, textsOfServer, textsOfService, thingsOf } from "./texts.ts";

/** Whoever uses `${data.dir}` keeps data. */
export const dataDirHasData: Rule = {
  name: "data-dir-has-data",
  codes: ["MCPC3022"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      if (thing.data !== undefined) continue;
      for (const { path, text } of "run" in thing ? textsOfServer(name, thing) : textsOfService(name, thing)) {
        const used = deferredReferences(text).find(({ reference }) => "data" in reference);
        if (used === undefined) continue;
        const range = context.within(context.near(path, "value"), used.written);
        context.report("MCPC3022", { who: title(kind, name), section: `${section}.${name}` }, { range, address: `${kind}.${name}` });
      }
    }
  },
};
