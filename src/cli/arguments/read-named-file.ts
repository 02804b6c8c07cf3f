import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import { joinPath } from "../../host/paths.ts";

/**
 * The text of a file that was named on the command line, without a byte order mark.
 *
 * @throws {DiagnosticError} when it is not there, or is not UTF-8.
 */
export async function readNamedFile(host: ReadOnlyHost, file: string): Promise<string> {
  const bytes = await host.readFile(joinPath(host.cwd, file));
  if (bytes === undefined) throw new DiagnosticError(diagnose("MCPC6364", { file, reason: "there is no such file" }));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new DiagnosticError(diagnose("MCPC6364", { file, reason: "it is not UTF-8 text" }));
  }
}
