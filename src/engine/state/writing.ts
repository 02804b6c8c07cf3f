import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { errorCode, systemReason } from "../../host/system-error.ts";

const noSpace: ReadonlySet<string | undefined> = new Set(["ENOSPC", "EDQUOT"]);

/**
 * Waits for a write to the state and says in the words of the catalogue why it failed.
 *
 * @throws {DiagnosticError} MCPC6002 or MCPC6003 for every failure that the system gives a code.
 */
export async function writing<Result>(path: string, write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    const reason = systemReason(error);
    if (reason === undefined) throw error;
    const isFull = noSpace.has(errorCode(error));
    throw new DiagnosticError(isFull ? diagnose("MCPC6003", { path }) : diagnose("MCPC6002", { path, reason }));
  }
}

/** True when the state itself could not be written, so that nothing further may be tried. */
export function isStateFailure(error: unknown): error is DiagnosticError {
  return error instanceof DiagnosticError && error.diagnostics.some(({ code }) => code === "MCPC6002" || code === "MCPC6003");
}
