import type { Rule } from "./rule.ts";
import { deferredReferences, textsOfServer, textsOfService } from "./texts.ts";

/** A secret that is used here says where its value comes from, for all environments or for this one. */
export const secretsHaveSources: Rule = {
  name: "secrets-have-sources",
  codes: ["MCPC3016"],
  check(context) {
    const { data, environment } = context.stack;
    const here = data.environments[environment]?.secrets ?? {};
    const texts = [
      ...context.servers.flatMap(([name, server]) => textsOfServer(name, server)),
      ...context.services.flatMap(([name, service]) => textsOfService(name, service)),
      { text: data.gateway.auth.bearer?.tokens ?? "" },
    ];
    const used = new Set(
      texts.flatMap(({ text }) => deferredReferences(text).flatMap(({ reference }) => ("secret" in reference ? [reference.secret] : []))),
    );
    for (const [name, secret] of Object.entries(data.secrets)) {
      if (!used.has(name) || secret.from !== undefined || (Object.hasOwn(here, name) && here[name]?.from !== undefined)) continue;
      context.report("MCPC3016", { name, environment }, { range: context.near(["secrets", name], "key"), address: `secret.${name}` });
    }
  },
};
