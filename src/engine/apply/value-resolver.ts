import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import type { Address } from "../../model/address.ts";
import { type Reference, referencesIn, renderValue, type Value } from "../../model/value.ts";
import type { DesiredResource } from "../resource.ts";

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
      const value = environmentValue(reference, host);
      if (value === undefined) throw new DiagnosticError(diagnose("MCPC6015", { name: reference.env, address }, { address }));
      return value;
    }
    throw new Error(`a reference of ${address} that only its target can resolve came to the engine`);
  };
  return (value) => renderValue(value, resolve);
}

/** Environment variables that wanted resources need and that are not set. */
export function missingVariables(desired: readonly DesiredResource[], host: Pick<ReadOnlyHost, "env">): readonly Diagnostic[] {
  return desired.flatMap(({ address, spec, origin }) => {
    const references = referencesIn(spec);
    const names = references.flatMap((reference) =>
      "env" in reference && environmentValue(reference, host) === undefined ? [reference.env] : [],
    );
    const place = { address, ...(origin !== undefined && { range: origin }) };
    return [...new Set(names)].sort().map((name) => diagnose("MCPC6015", { name, address }, place));
  });
}

/** As in a shell, `:-` also stands in for a variable that is set to nothing. */
function environmentValue(reference: Extract<Reference, { env: string }>, host: Pick<ReadOnlyHost, "env">): string | undefined {
  const value = host.env(reference.env);
  return value === "" ? (reference.default ?? value) : (value ?? reference.default);
}
