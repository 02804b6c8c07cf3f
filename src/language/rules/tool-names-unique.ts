import { type Rule, title } from "./rule.ts";

/** Renaming gives no two tools of a server the same name. */
export const toolNamesUnique: Rule = {
  name: "tool-names-unique",
  codes: ["MCPC3013"],
  check(context) {
    for (const [name, server] of context.servers) {
      const owners = new Map<string, string>();
      for (const [tool, shown] of Object.entries(server.tools.rename)) {
        const owner = owners.get(shown);
        if (owner === undefined) {
          owners.set(shown, tool);
          continue;
        }
        const path = ["servers", name, "tools", "rename"];
        const first = context.locate([...path, owner], "value");
        context.report(
          "MCPC3013",
          { who: title("server", name), shown, tools: [owner, tool] },
          {
            range: context.near([...path, tool], "value"),
            address: `server.${name}`,
            related: first === undefined ? [] : [{ range: first, message: "the name is taken here" }],
          },
        );
      }
    }
  },
};
