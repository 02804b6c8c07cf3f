import { isLoopback } from "./loopback.ts";
import type { Rule } from "./rule.ts";

/** A front door that listens beyond this machine asks who calls, and encrypts. */
export const frontDoorIsGuarded: Rule = {
  name: "front-door-is-guarded",
  codes: ["MCPC5012", "MCPC5013"],
  check(context) {
    const { host, auth, tls } = context.stack.data.gateway;
    if (isLoopback(host) || context.edge === "none") return;
    const place = { range: context.near(["gateway", "host"], "value"), address: "gateway" };
    if (auth.bearer === undefined && auth.jwt === undefined) context.report("MCPC5012", { host }, place);
    if (tls === undefined) context.report("MCPC5013", { host }, place);
  },
};
