import { diagnose } from "../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../src/diagnostics/diagnostic-error.ts";
import { type Address, addressName } from "../../src/model/address.ts";

/** @throws {DiagnosticError} MCPC6528, always: nginx starts and stops nothing. */
export async function control(verb: "start" | "stop" | "restart", addresses: readonly Address[]): Promise<void> {
  throw new DiagnosticError(diagnose("MCPC6528", { verb, names: addresses.map(addressName) }));
}
