import type { ReadOnlyHost } from "../../host/host.ts";
import type { SecretSource } from "../../model/secret.ts";
import type { SecretReading } from "./secret-reading.ts";

const timeoutMs = 30_000;

/** Asks `kubectl`, with whatever context it has, for one key of a secret. */
export async function readKubernetesSecret(
  { name, key, namespace }: Extract<SecretSource, { kind: "kubernetes" }>,
  host: ReadOnlyHost,
): Promise<SecretReading> {
  const kubectl = await host.which("kubectl");
  if (kubectl === undefined) return { reason: "it is in Kubernetes, and there is no kubectl on PATH" };
  const where = namespace === undefined ? [] : ["--namespace", namespace];
  try {
    const result = await host.query([kubectl, "get", "secret", name, ...where, "--output", "json"], { timeout: timeoutMs });
    if (result.timedOut) return { reason: `kubectl did not answer within ${timeoutMs / 1000} s` };
    if (result.code !== 0) return { reason: `kubectl cannot get the secret "${name}"` };
    const encoded = keyOf(JSON.parse(result.stdout), key);
    if (encoded === undefined) return { reason: `the Kubernetes secret "${name}" has no key "${key}"` };
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return { value: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    // Whatever failed may quote the value.
    return { reason: `the answer of kubectl about secret "${name}" cannot be used` };
  }
}

function keyOf(answer: unknown, key: string): string | undefined {
  if (typeof answer !== "object" || answer === null || !("data" in answer)) return undefined;
  const data = answer.data;
  if (typeof data !== "object" || data === null) return undefined;
  const value: unknown = Object.entries(data).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : undefined;
}
