import { diagnose } from "../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Artifact } from "../../src/engine/artifact.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { testAlone } from "./nginx/commands.ts";

/** Has the nginx of this machine, where there is one, read what was compiled. Files that are only on the host of the site are no matter. */
export async function check(artifacts: readonly Artifact[], host: ReadOnlyHost): Promise<readonly Diagnostic[]> {
  const program = await host.which("nginx");
  if (program === undefined) return [];
  const sites = artifacts.filter(({ path }) => path.endsWith(".conf"));
  const problems = await Promise.all(sites.map(({ content }) => testAlone(program, content, host)));
  return problems
    .filter((problem) => problem !== "" && !/No such file or directory|Permission denied/.test(problem))
    .map((problem) => diagnose("MCPC6526", { problem, former: "kept" }));
}
