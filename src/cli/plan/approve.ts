import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { Options } from "../arguments/option.ts";
import type { Context } from "../command.ts";

export const approvalOption = {
  yes: { kind: "flag", short: "y", summary: "do not ask; needed where there is no terminal" },
} as const satisfies Options;

/**
 * Fails early where approval will be needed and nobody can give it, before anything is looked at.
 *
 * @throws {DiagnosticError}
 */
export function requireApprover({ terminal }: Context, verb: string, options: { readonly yes: boolean; readonly json: boolean }): void {
  if (!options.yes && (options.json || terminal.ask === undefined)) throw new DiagnosticError(diagnose("MCPC6354", { verb }));
}

/** Asks the person at the terminal; anything but yes means no. */
export async function isApproved({ terminal, signal }: Context, question: string): Promise<boolean> {
  const answer = await terminal.ask?.(`${question} [y/N] `, signal);
  return /^y(es)?$/i.test(answer?.trim() ?? "");
}
