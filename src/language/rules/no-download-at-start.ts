import { downloadCommand } from "./download-command.ts";
import { pinnedExample, splitPackage } from "./package-version.ts";
import { type Rule, title } from "./rule.ts";

/** Nothing is downloaded when a server starts. */
export const noDownloadAtStart: Rule = {
  name: "no-download-at-start",
  codes: ["MCPC5007"],
  check(context) {
    for (const [name, { run }] of context.servers) {
      const download = downloadCommand([...(run.command ?? []), ...(run.command === undefined ? [] : (run.args ?? []))]);
      if (download === undefined) continue;
      const { program, registry, spec } = download;
      const { name: found, version } = splitPackage(spec ?? "", registry);
      const instead =
        spec === undefined ? `{${registry}: …}` : `{${registry}: "${pinnedOr(spec, pinnedExample(found, version, registry), version)}"}`;
      const range = context.near(["servers", name, "run", "command", 0], "value");
      context.report("MCPC5007", { who: title("server", name), program, instead }, { range, address: `server.${name}` });
    }
  },
};

function pinnedOr(spec: string, example: string, version: string | undefined): string {
  return version === undefined ? example : spec;
}
