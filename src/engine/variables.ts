import { diagnose } from "../diagnostics/diagnose.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ReadOnlyHost } from "../host/host.ts";
import { type Reference, referencesIn } from "../model/value.ts";
import { variableInput } from "./inputs.ts";
import { inputChanges } from "./reconcile/field-changes.ts";
import type { DesiredResource } from "./resource.ts";

type VariableReference = Extract<Reference, { env: string }>;

/** The environment variables that wanted resources refer to. */
export interface ResolvedVariables {
  /** What is set, as it is set; empty for one that is not and has a default, which is part of the spec. */
  readonly values: ReadonlyMap<string, string>;
  /** One for each that is not set and has no default. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks the environment variables up. For a plan one that is missing is a warning, for an apply an error. */
export function resolveVariables(
  desired: readonly DesiredResource[],
  missing: Diagnostic["severity"],
  host: Pick<ReadOnlyHost, "env">,
): ResolvedVariables {
  const values = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of desired) {
    const { address, spec } = resource;
    const unset = new Set<string>();
    for (const reference of referencesIn(spec)) {
      if (!("env" in reference)) continue;
      if (variableValue(reference, host) === undefined) unset.add(reference.env);
      else values.set(reference.env, host.env(reference.env) ?? "");
    }
    for (const name of [...unset].sort()) {
      const range = inputChanges(resource, [variableInput(name)])[0]?.origin ?? resource.origin;
      const place = { address, ...(range !== undefined && { range }) };
      diagnostics.push({ ...diagnose("MCPC6015", { name, address }, place), severity: missing });
    }
  }
  return { values, diagnostics };
}

/** As in a shell, `:-` also stands in for a variable that is set to nothing. */
export function variableValue(reference: VariableReference, host: Pick<ReadOnlyHost, "env">): string | undefined {
  const value = host.env(reference.env);
  return value === "" ? (reference.default ?? value) : (value ?? reference.default);
}
