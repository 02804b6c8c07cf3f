import { fingerprintSecret } from "../model/digest.ts";
import { referencesOf, templatesOf } from "../model/value.ts";
import type { DesiredResource } from "./resource.ts";

/**
 * Values that a resource receives from outside the stack, by the name that their fingerprints are kept under: a secret by its own name,
 * an environment variable as `env.NAME`. Names of secrets hold no dot, so the two never meet.
 */
export function inputsOf({ secrets, spec }: Pick<DesiredResource, "secrets" | "spec">): readonly string[] {
  return [...secrets, ...variablesOf(spec).map(variableInput)];
}

export const variableInput = (name: string): string => `env.${name}`;

export const isVariableInput = (input: string): boolean => input.startsWith("env.");

/** An input as a person reads it: `secret "key"`, `env.REGION`. */
export function inputText(input: string): string {
  return isVariableInput(input) ? input : `secret "${input}"`;
}

/** Input → fingerprint. Without a key, before the first apply, there are none. */
export function fingerprintsOf(
  values: { readonly secrets: ReadonlyMap<string, string>; readonly variables: ReadonlyMap<string, string> },
  key: Uint8Array | undefined,
): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  const variables = [...values.variables].map(([name, value]) => [variableInput(name), value] as const);
  return Object.fromEntries([...values.secrets, ...variables].map(([name, value]) => [name, fingerprintSecret(key, value)]));
}

/** Names of the environment variables that a spec refers to, sorted and without repeats. */
function variablesOf(spec: unknown): readonly string[] {
  const names = templatesOf(spec)
    .flatMap(referencesOf)
    .flatMap((reference) => ("env" in reference ? [reference.env] : []));
  return [...new Set(names)].sort();
}
