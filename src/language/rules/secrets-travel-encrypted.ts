import { isLoopback } from "./loopback.ts";
import { type Rule, title } from "./rule.ts";
import { deferredReferences } from "./texts.ts";

/** A secret goes to another machine over https only. */
export const secretsTravelEncrypted: Rule = {
  name: "secrets-travel-encrypted",
  codes: ["MCPC5019"],
  check(context) {
    for (const [name, { run }] of context.servers) {
      const host = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(run.url ?? "")?.[1];
      if (host === undefined || isLoopback(host)) continue;
      const texts = [run.url ?? "", ...Object.values(run.headers ?? {})];
      if (!texts.some((text) => deferredReferences(text).some(({ reference }) => "secret" in reference))) continue;
      const range = context.within(context.near(["servers", name, "run", "url"], "value"), "http");
      context.report("MCPC5019", { who: title("server", name) }, { range, address: `server.${name}` });
    }
  },
};
