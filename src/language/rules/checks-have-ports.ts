import { isStarted, transportOf } from "./derived.ts";
import { type Rule, type Server, type Service, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** A check over the network has a port to ask. */
export const checksHavePorts: Rule = {
  name: "checks-have-ports",
  codes: ["MCPC3019"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      if (!isStarted(thing) || listens(thing)) continue;
      for (const probe of ["readiness", "liveness"] as const) {
        for (const check of ["http", "tcp"] as const) {
          const asked = thing.health?.[probe]?.[check];
          if (asked === undefined || asked.port !== undefined) continue;
          const range = context.near([section, name, "health", probe, check], "key");
          context.report("MCPC3019", { who: title(kind, name), probe, kind: check }, { range, address: `${kind}.${name}` });
        }
      }
    }
  },
};

/** A server that speaks HTTP without a port is reported for that alone. */
function listens(thing: Server | Service): boolean {
  return thing.port !== undefined || ("run" in thing && transportOf(thing) !== "stdio");
}
