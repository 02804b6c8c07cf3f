import type { Rule } from "./rule.ts";

/**
 * Every secret and variable is used somewhere. Looks for references in the texts of all files, because variables are already put in, and
 * because what only another environment uses is used too.
 */
export const namesAreUsed: Rule = {
  name: "names-are-used",
  codes: ["MCPC3014", "MCPC3015"],
  check(context) {
    const used = new Set<string>();
    for (const { text } of context.stack.sources) {
      for (const [, kind, name] of text.matchAll(/\$\{\s*(secret|var)\.([A-Za-z0-9_-]+)/g)) used.add(`${kind}.${name}`);
    }
    for (const name of Object.keys(context.stack.data.secrets).filter((secret) => !used.has(`secret.${secret}`))) {
      context.report("MCPC3014", { name }, { range: context.near(["secrets", name], "key"), address: `secret.${name}` });
    }
    for (const name of Object.keys(context.stack.data.variables).filter((variable) => !used.has(`var.${variable}`))) {
      context.report("MCPC3015", { name }, { range: context.near(["variables", name], "key") });
    }
  },
};
