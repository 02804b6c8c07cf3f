import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { Host } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import { chooseProgram } from "./choose-program.ts";
import { readInstallation } from "./installation-record.ts";
import { installationPath, type PackageRun } from "./package-source.ts";

/**
 * The command line that starts an installed package, without its arguments.
 *
 * @throws {DiagnosticError} MCPC6109 when the cache lost it, MCPC6105 or MCPC6106 when there is no such program.
 */
export async function installedProgram(run: PackageRun, cache: string, host: Host): Promise<readonly string[]> {
  const folder = joinPath(cache, installationPath(run));
  const record = await readInstallation(folder, host);
  if (record === undefined) throw new DiagnosticError(diagnose("MCPC6109", { folder }));
  const { file, interpreter } = chooseProgram(run, record);
  const path = joinPath(folder, file);
  if ((await host.stat(path)) === undefined) throw new DiagnosticError(diagnose("MCPC6109", { folder }));
  if (interpreter === "node") return [host.execPath, path];
  return interpreter === "python" ? [joinPath(folder, "venv/bin/python"), path] : [path];
}
