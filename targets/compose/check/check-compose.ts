import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import type { Artifact } from "../../../src/engine/artifact.ts";
import type { ToolCheck } from "../../../src/engine/tool-check.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";

const timeoutMs = 30_000;

export async function checkCompose({ path, content }: Pick<Artifact, "path" | "content">, host: ReadOnlyHost): Promise<ToolCheck> {
  const about = { tool: "docker compose config", files: [path], diagnostics: [] };
  if ((await host.which("docker")) === undefined) return { ...about, skipped: { kind: "missing", program: "docker" } };
  const ask = (words: readonly string[], input?: string) =>
    host.query(["docker", "compose", ...words], { timeout: timeoutMs, ...(input !== undefined && { input }) });
  if ((await ask(["version"])).code !== 0) return { ...about, skipped: { kind: "missing", program: "docker compose" } };
  // Variables and secrets may not be here yet.
  const { code, stderr, timedOut } = await ask(["--file", "-", "--profile", "*", "config", "--quiet", "--no-interpolate"], content);
  if (timedOut) return { ...about, skipped: { kind: "silent" } };
  return code === 0 ? about : { ...about, diagnostics: [diagnose("MCPC6122", { output: stderr.trim() })] };
}
