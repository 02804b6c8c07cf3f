import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import type { Address } from "../../model/address.ts";
import { type Reference, renderValue, type Value } from "../../model/value.ts";
import { variableValue } from "../variables.ts";

/** Puts secrets and environment variables into values, for one resource. Other references are the target's own to put in. */
export function valueResolver(
  address: Address,
  secrets: ReadonlyMap<string, string>,
  host: Pick<ReadOnlyHost, "env">,
): (value: Value) => string {
  const resolve = (reference: Reference): string => {
    if ("secret" in reference) {
      const value = secrets.get(reference.secret);
      if (value === undefined) throw new DiagnosticError(diagnose("MCPC6014", { name: reference.secret, address }, { address }));
      return value;
    }
    if ("env" in reference) {
      const value = variableValue(reference, host);
      if (value === undefined) throw new DiagnosticError(diagnose("MCPC6015", { name: reference.env, address }, { address }));
      return value;
    }
    throw new Error(`a reference of ${address} that only its target can resolve came to the engine`);
  };
  return (value) => renderValue(value, resolve);
}
