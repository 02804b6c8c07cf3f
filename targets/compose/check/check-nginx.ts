import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import type { Artifact } from "../../../src/engine/artifact.ts";
import type { ToolCheck } from "../../../src/engine/tool-check.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import type { Model } from "../../../src/model/model.ts";
import { defaultNginx } from "../../../src/model/nginx.ts";
import { testConfiguration, usualProgram } from "../../../src/nginx/test-configuration.ts";

/** Has the nginx of this machine read the configuration that the one in the container will. */
export async function checkNginx(
  { path, content }: Pick<Artifact, "path" | "content">,
  model: Model,
  host: ReadOnlyHost,
): Promise<ToolCheck> {
  const about = { tool: "nginx -t", files: [path], diagnostics: [] };
  const program = (await host.which("nginx")) ?? ((await host.stat(usualProgram)) === undefined ? undefined : usualProgram);
  if (program === undefined) return { ...about, skipped: { kind: "missing", program: "nginx" } };
  const { problem, skipped } = await testConfiguration(program, content, model.nginx?.version ?? defaultNginx, host.query);
  if (skipped !== undefined) return { ...about, skipped };
  return problem === undefined ? about : { ...about, diagnostics: [diagnose("MCPC6123", { file: path, problem })] };
}
