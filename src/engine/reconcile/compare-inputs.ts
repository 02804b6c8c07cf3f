import { inputsOf } from "../inputs.ts";
import type { DesiredResource, ObservedResource } from "../resource.ts";

/**
 * Inputs (secrets and environment variables) whose value differs from the one the thing runs with. What cannot be known, on either side, counts as unchanged.
 * Where the environment does not tell the fingerprint, the one that was last written down stands in.
 */
export function changedInputs(
  desired: DesiredResource,
  observed: ObservedResource,
  fingerprints: Readonly<Record<string, string>>,
  recorded: Readonly<Record<string, string>> = {},
): readonly string[] {
  return inputsOf(desired).filter((name) => {
    const wanted = fingerprints[name];
    const present = observed.secrets[name] ?? recorded[name];
    return wanted !== undefined && present !== undefined && wanted !== present;
  });
}
