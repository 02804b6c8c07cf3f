import { diagnose } from "../../src/diagnostics/diagnose.ts";
import type { Artifact } from "../../src/engine/artifact.ts";
import type { CheckContext } from "../../src/engine/target.ts";
import type { ToolCheck } from "../../src/engine/tool-check.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { defaultNginx } from "../../src/model/nginx.ts";
import { siteAlone, testConfiguration } from "../../src/nginx/test-configuration.ts";
import { findProgram } from "./nginx/commands.ts";
import type { NginxOptions } from "./options.ts";

/** Has the nginx of this machine, which need not be the site's, read what was compiled. */
export async function check(
  artifacts: readonly Artifact[],
  host: ReadOnlyHost,
  { model, options }: CheckContext<Pick<NginxOptions, "program">>,
): Promise<readonly ToolCheck[]> {
  const program = await findProgram(options, host);
  const needed = model.nginx?.version ?? defaultNginx;
  const sites = artifacts.filter(({ path }) => path.endsWith(".conf"));
  return Promise.all(
    sites.map(async ({ path, content }): Promise<ToolCheck> => {
      const about = { tool: "nginx -t", files: [path], diagnostics: [] };
      if (program === undefined) return { ...about, skipped: { kind: "missing", program: options.program ?? "nginx" } };
      const { problem, skipped } = await testConfiguration(program, siteAlone(content), needed, host.query);
      if (skipped !== undefined) return { ...about, skipped };
      return problem === undefined ? about : { ...about, diagnostics: [diagnose("MCPC6123", { file: path, problem })] };
    }),
  );
}
