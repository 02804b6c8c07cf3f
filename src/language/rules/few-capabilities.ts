import { type Rule, title } from "./rule.ts";
import { thingsOf } from "./texts.ts";

/** Capabilities with which a process in a container can take over the machine (capabilities(7)). */
const asGoodAsRoot = new Set([
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "MKNOD",
  "NET_ADMIN",
  "PERFMON",
  "SYS_ADMIN",
  "SYS_BOOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
]);

/** No capability is as good as being root. */
export const fewCapabilities: Rule = {
  name: "few-capabilities",
  codes: ["MCPC5018"],
  check(context) {
    for (const { kind, section, name, thing } of thingsOf(context)) {
      for (const [index, capability] of thing.security.capabilities.entries()) {
        if (!asGoodAsRoot.has(capability.replace(/^CAP_/, ""))) continue;
        const range = context.near([section, name, "security", "capabilities", index], "value");
        context.report("MCPC5018", { who: title(kind, name), capability }, { range, address: `${kind}.${name}` });
      }
    }
  },
};
