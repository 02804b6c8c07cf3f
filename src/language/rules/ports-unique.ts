import type { SourceRange } from "../../diagnostics/source.ts";
import { isStarted, sharesMachine } from "./derived.ts";
import type { Rule, RuleContext } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** What listens on the same network listens on different ports. Containers have a network of their own unless they share the machine's. */
export const portsUnique: Rule = {
  name: "ports-unique",
  codes: ["MCPC3008"],
  check(context) {
    const owners = new Map<number, Listener>();
    for (const listener of listeners(context)) {
      const owner = owners.get(listener.port);
      if (owner === undefined) {
        owners.set(listener.port, listener);
        continue;
      }
      const related = owner.range === undefined ? [] : [{ range: owner.range, message: "the port is taken here" }];
      const { who, port, range } = listener;
      context.report("MCPC3008", { who, other: owner.who, port }, { range, related });
    }
  },
};

interface Listener {
  readonly who: string;
  readonly port: number;
  readonly range: SourceRange | undefined;
}

function listeners(context: RuleContext): Listener[] {
  const onMachine = sharesMachine(context.target);
  const found: Listener[] = [];
  const gatewayPort = context.stack.data.gateway.port;
  if (onMachine && context.edge !== "none" && gatewayPort !== undefined) {
    found.push({ who: "the front door", port: gatewayPort, range: context.locate(["gateway", "port"], "value") });
  }
  for (const { kind, section, name, thing } of thingsOf(context)) {
    if (thing.port === undefined || !isStarted(thing) || !(onMachine || thing.security.hostNetwork)) continue;
    found.push({ who: `${kind} "${name}"`, port: thing.port, range: context.near([section, name, "port"], "value") });
  }
  return found;
}
