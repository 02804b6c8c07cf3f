import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import { systemReason } from "../../../src/host/system-error.ts";

/** Turns a failed write into MCPC6119, with the reason in words. */
export async function writing<Result>(path: string, write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    throw new DiagnosticError(diagnose("MCPC6119", { path, reason }));
  }
}
