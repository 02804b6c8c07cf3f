import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { InstallationRecord, InstalledProgram } from "./installation-record.ts";
import { type PackageRun, plainPackageName, sourceText } from "./package-source.ts";

/**
 * The program that is started: `bin` where the stack says it, else the only one, else the one named like the package.
 *
 * @throws {DiagnosticError} MCPC6105, MCPC6106.
 */
export function chooseProgram(run: PackageRun, { programs }: InstallationRecord): InstalledProgram {
  const names = Object.keys(programs).sort();
  const source = sourceText(run);
  const wanted = run.bin ?? (names.length === 1 ? names[0] : plainPackageName(run));
  const program = wanted !== undefined && Object.hasOwn(programs, wanted) ? programs[wanted] : undefined;
  if (program !== undefined) return program;
  const several = run.bin === undefined && names.length > 1;
  const problem = several
    ? diagnose("MCPC6105", { source, programs: names })
    : diagnose("MCPC6106", { source, bin: run.bin, programs: names });
  throw new DiagnosticError(problem);
}
