import type { Path } from "../../model/path.ts";
import { downloadCommand } from "./download-command.ts";
import { isExactVersion, pinnedExample, splitPackage } from "./package-version.ts";
import { type Rule, type RuleContext, type Server, title } from "./rule.ts";

/** What comes from a registry is one exact version. */
export const packagesArePinned: Rule = {
  name: "packages-are-pinned",
  codes: ["MCPC5002"],
  check(context) {
    for (const [name, server] of context.servers) {
      for (const used of packagesOf(server)) {
        if (isExactVersion(used.version, used.registry)) continue;
        reportPackage(context, name, used);
      }
    }
  },
};

interface UsedPackage {
  readonly path: Path;
  readonly name: string;
  readonly version: string | undefined;
  readonly registry: "npm" | "pypi";
}

function packagesOf({ run }: Server): UsedPackage[] {
  const found: UsedPackage[] = [];
  if (run.npm !== undefined) found.push({ path: ["npm"], name: run.npm.package, version: run.npm.version, registry: "npm" });
  if (run.pypi !== undefined) found.push({ path: ["pypi"], name: run.pypi.package, version: run.pypi.version, registry: "pypi" });
  for (const [index, requirement] of (run.with ?? []).entries()) {
    found.push({ path: ["with", index], ...splitPackage(requirement, "pypi"), registry: "pypi" });
  }
  const download = downloadCommand([...(run.command ?? []), ...(run.command === undefined ? [] : (run.args ?? []))]);
  if (download?.spec !== undefined && isRegistryPackage(download.spec)) {
    const words = run.command?.length ?? 0;
    const path = download.index < words ? ["command", download.index] : ["args", download.index - words];
    found.push({ path, ...splitPackage(download.spec, download.registry), registry: download.registry });
  }
  return found;
}

/** Neither a path, nor a URL, nor a reference. */
function isRegistryPackage(spec: string): boolean {
  return !/^[./~]|:|\$\{/.test(spec);
}

function reportPackage(context: RuleContext, server: string, used: UsedPackage): void {
  const { path, name, version, registry } = used;
  const whole = context.near(["servers", server, "run", ...path], "value");
  context.report(
    "MCPC5002",
    { who: title("server", server), package: name, version, example: pinnedExample(name, version, registry) },
    { range: version === undefined ? whole : context.within(whole, version), address: `server.${server}` },
  );
}
