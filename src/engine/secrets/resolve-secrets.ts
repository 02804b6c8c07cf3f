import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import { secretAddress } from "../../model/address.ts";
import type { Secret } from "../../model/secret.ts";
import type { DesiredResource } from "../resource.ts";
import { readSecret } from "./read-secret.ts";
import type { SecretReading } from "./secret-reading.ts";

/** The values of the secrets that could be had. They stay in memory. */
export interface ResolvedSecrets {
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SecretRequest {
  readonly secrets: readonly Secret[];
  readonly desired: readonly DesiredResource[];
  readonly root: string;
  /** For a plan a secret that cannot be had is a warning, for an apply an error. */
  readonly missing: "warning" | "error";
}

/** Fetches the secrets that the wanted resources receive; others are not asked for. One after the other, as a program may ask for a password. */
export async function resolveSecrets({ secrets, desired, root, missing }: SecretRequest, host: ReadOnlyHost): Promise<ResolvedSecrets> {
  const declared = new Map(secrets.map((secret) => [secret.name, secret]));
  const values = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, user] of neededSecrets(desired)) {
    const secret = declared.get(name);
    if (secret === undefined) {
      diagnostics.push(diagnose("MCPC6014", { name, address: user.address }, { address: user.address }));
      continue;
    }
    const reading = await readSecret(secret, root, host);
    if ("value" in reading) {
      values.set(name, reading.value);
      diagnostics.push(...(reading.warnings ?? []));
    } else {
      diagnostics.push(missingSecret(secret, reading, missing));
    }
  }
  return { values, diagnostics };
}

function neededSecrets(desired: readonly DesiredResource[]): readonly (readonly [string, DesiredResource])[] {
  const users = new Map(desired.flatMap((resource) => resource.secrets.map((name) => [name, resource] as const)));
  return [...users].sort(([a], [b]) => (a < b ? -1 : 1));
}

function missingSecret(secret: Secret, reading: Exclude<SecretReading, { value: string }>, missing: "warning" | "error"): Diagnostic {
  if ("refused" in reading) return { ...reading.refused, severity: missing };
  const { range } = secret.origin;
  const place = { address: secretAddress(secret.name), ...(range !== undefined && { range }) };
  return diagnose(missing === "error" ? "MCPC6010" : "MCPC6011", { name: secret.name, reason: reading.reason }, place);
}
