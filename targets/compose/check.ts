import { diagnose } from "../../src/diagnostics/diagnose.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Artifact } from "../../src/engine/artifact.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";

const timeoutMs = 30_000;

/** Asks Docker Compose itself, which needs no engine for that, what it thinks of the file; where it is not installed nobody is asked. */
export async function check(artifacts: readonly Artifact[], host: ReadOnlyHost): Promise<readonly Diagnostic[]> {
  const file = artifacts.find(({ path }) => path === "compose.yaml");
  if (file === undefined || (await host.which("docker")) === undefined) return [];
  const ask = (words: readonly string[], input?: string) =>
    host.query(["docker", "compose", ...words], { timeout: timeoutMs, ...(input !== undefined && { input }) });
  if ((await ask(["version"])).code !== 0) return [];
  // Variables and secrets may not be here yet.
  const { code, stderr, timedOut } = await ask(["--file", "-", "config", "--quiet", "--no-interpolate"], file.content);
  return code === 0 || timedOut ? [] : [diagnose("MCPC6122", { output: stderr.trim() })];
}
