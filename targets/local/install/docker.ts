import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { Host } from "../../../src/host/host.ts";
import { installerOutput } from "./installer-output.ts";

const pullTimeoutMs = 15 * 60_000;

/**
 * The docker command, when it reaches an engine.
 *
 * @throws {DiagnosticError} MCPC6107.
 */
export async function requireDocker(host: Host, thing: string): Promise<string> {
  const docker = await host.which("docker");
  const refuse = (reason: string) => new DiagnosticError(diagnose("MCPC6107", { thing, reason }));
  if (docker === undefined) throw refuse('"docker" is not on PATH');
  const answer = await host.query([docker, "version", "--format", "{{.Server.Version}}"], { timeout: 10_000 });
  if (answer.code !== 0) throw refuse(answer.timedOut ? "it did not answer within 10 s" : installerOutput(answer.stderr));
  return docker;
}

/**
 * Has an image on this machine; gives true when it had to be pulled.
 *
 * @throws {DiagnosticError} MCPC6107, MCPC6108.
 */
export async function pullImage(image: string, thing: string, host: Host, signal: AbortSignal): Promise<boolean> {
  const docker = await requireDocker(host, thing);
  const present = await host.query([docker, "image", "inspect", "--format", "{{.Id}}", image], { timeout: 30_000 });
  if (present.code === 0) return false;
  const pulled = await host.run([docker, "pull", "--quiet", image], { timeout: pullTimeoutMs, signal });
  if (pulled.timedOut) throw new DiagnosticError(diagnose("MCPC6104", { source: `image ${image}`, seconds: pullTimeoutMs / 1000 }));
  if (pulled.code !== 0) throw new DiagnosticError(diagnose("MCPC6108", { image, output: installerOutput(pulled.stderr) }));
  return true;
}

/** Removes the containers with these labels, all of them: what a killed supervisor may have left. Others are not touched. */
export async function removeContainers(labels: readonly string[], thing: string, host: Host): Promise<void> {
  const docker = await requireDocker(host, thing);
  const filters = labels.flatMap((label) => ["--filter", `label=${label}`]);
  const { stdout } = await host.query([docker, "ps", "--all", "--quiet", ...filters], { timeout: 30_000 });
  const ids = stdout.split("\n").filter(Boolean);
  if (ids.length > 0) await host.run([docker, "rm", "--force", ...ids], { timeout: 60_000 });
}
