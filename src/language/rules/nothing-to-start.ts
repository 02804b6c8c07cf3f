import { nodeAt } from "../resolve/node-at.ts";
import { isStarted } from "./derived.ts";
import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

const ofServer = [
  "port",
  "path",
  "env",
  "data",
  "needs",
  "restart",
  "stop",
  "resources",
  "security",
  "scale",
  "health.startup",
  "health.liveness",
];
const ofService = ["args", "port", "env", "data", "needs", "restart", "stop", "resources", "security", "health"];

/** What mcpc does not start has no settings of a process. Those that come from `defaults` are meant for others and pass. */
export const nothingToStart: Rule = {
  name: "nothing-to-start",
  codes: ["MCPC3011"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      if (isStarted(thing)) continue;
      const runner = kind === "server" ? "run.url" : "external";
      for (const key of kind === "server" ? ofServer : ofService) {
        const path = [section, name, ...key.split(".")];
        const node = nodeAt(context.stack.tree, path);
        if (node === undefined || node.layer === "defaults" || node.layer === "built-in") continue;
        const range = context.locate(path, "key");
        context.report("MCPC3011", { who: title(kind, name), key, runner }, { range, address: `${kind}.${name}` });
      }
    }
  },
};
