import type { DesiredResource } from "../../../src/engine/resource.ts";
import { referencesIn, secretsIn } from "../../../src/model/value.ts";
import type { ContainerSpec } from "../compose-spec.ts";

/** What Compose has to be given from outside. All sorted. */
export interface NeededInputs {
  /** Secrets that are read from files. */
  readonly files: readonly string[];
  /** Secrets that are put in as variables. */
  readonly plain: readonly string[];
  /** Environment variables that the stack refers to, with their default. */
  readonly variables: readonly { readonly name: string; readonly default?: string }[];
}

export function neededInputs(resources: readonly DesiredResource[]): NeededInputs {
  const specs = resources.map(({ spec }) => spec as ContainerSpec);
  const services = specs.map(({ service }) => service);
  const variables = new Map<string, string | undefined>();
  for (const reference of referencesIn(services)) {
    if ("env" in reference) variables.set(reference.env, variables.get(reference.env) ?? reference.default);
  }
  return {
    files: [...new Set(specs.flatMap(({ secretFiles }) => secretFiles))].sort(),
    plain: secretsIn(services),
    variables: [...variables]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, otherwise]) => ({ name, ...(otherwise !== undefined && { default: otherwise }) })),
  };
}
