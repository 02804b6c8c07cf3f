import { DiagnosticError } from "../../src/diagnostics/diagnostic-error.ts";

/** The code and message of the one diagnostic that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DiagnosticError) return error.message;
    throw error;
  }
  throw new Error("nothing failed");
}
