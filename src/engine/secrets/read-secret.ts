import { diagnose } from "../../diagnostics/diagnose.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import { joinPath } from "../../host/paths.ts";
import { systemReason } from "../../host/system-error.ts";
import { secretAddress } from "../../model/address.ts";
import type { Secret, SecretSource } from "../../model/secret.ts";
import { readKubernetesSecret } from "./read-kubernetes-secret.ts";
import type { SecretReading } from "./secret-reading.ts";

const execTimeoutMs = 60_000;

/** Fetches one secret from its source. `root` is the folder of the stack file. */
export async function readSecret(secret: Secret, root: string, host: ReadOnlyHost): Promise<SecretReading> {
  const reading = await readSource(secret, secret.source, root, host);
  // An empty value is nearly always a variable that a pipeline forgot to fill.
  return "value" in reading && reading.value === "" ? { reason: `${sourceName(secret.source)} is empty` } : reading;
}

function readSource(secret: Secret, source: SecretSource, root: string, host: ReadOnlyHost): Promise<SecretReading> | SecretReading {
  switch (source.kind) {
    case "env": {
      const value = host.env(source.name);
      return value === undefined ? { reason: `${sourceName(source)} is not set` } : { value };
    }
    case "file":
      return readSecretFile(secret, source, root, host);
    case "exec":
      return readFromProgram(source, root, host);
    case "kubernetes":
      return readKubernetesSecret(source, host);
    case "docker":
      return { refused: diagnose("MCPC6012", { name: secret.name, secret: source.name }, place(secret)) };
  }
}

async function readSecretFile(
  secret: Secret,
  source: Extract<SecretSource, { kind: "file" }>,
  root: string,
  host: ReadOnlyHost,
): Promise<SecretReading> {
  const path = joinPath(root, source.path);
  try {
    const bytes = await host.readFile(path);
    if (bytes === undefined) return { reason: `there is no file "${source.path}"` };
    const value = withoutLastNewline(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const mode = (await host.stat(path))?.mode ?? 0;
    if (host.platform === "win32" || (mode & 0o077) === 0) return { value };
    const shown = (mode & 0o777).toString(8).padStart(4, "0");
    return { value, warnings: [diagnose("MCPC6013", { name: secret.name, path: source.path, mode: shown }, place(secret))] };
  } catch (error) {
    if (error instanceof TypeError) return { reason: `file "${source.path}" is not UTF-8 text` };
    const reason = systemReason(error);
    return { reason: `file "${source.path}" cannot be read${reason === undefined ? "" : ` (${reason})`}` };
  }
}

async function readFromProgram(source: Extract<SecretSource, { kind: "exec" }>, root: string, host: ReadOnlyHost): Promise<SecretReading> {
  const program = sourceName(source);
  try {
    const result = await host.query(source.command, { cwd: root, timeout: execTimeoutMs });
    if (result.timedOut) return { reason: `${program} did not answer within ${execTimeoutMs / 1000} s` };
    if (result.code !== 0) return { reason: `${program} ended with ${result.code === undefined ? "a signal" : `code ${result.code}`}` };
    return { value: withoutLastNewline(result.stdout) };
  } catch {
    // What it printed may hold the value, and so may what the system says about it.
    return { reason: `${program} cannot be run` };
  }
}

function sourceName(source: SecretSource): string {
  switch (source.kind) {
    case "env":
      return `environment variable "${source.name}"`;
    case "file":
      return `file "${source.path}"`;
    case "exec":
      return `program "${source.command[0] ?? ""}"`;
    case "kubernetes":
      return `key "${source.key}" of Kubernetes secret "${source.name}"`;
    case "docker":
      return `Docker secret "${source.name}"`;
  }
}

function place(secret: Secret) {
  const { range } = secret.origin;
  return { address: secretAddress(secret.name), ...(range !== undefined && { range }) };
}

/** Editors and `echo` end a file with a newline that is not part of the value. */
function withoutLastNewline(text: string): string {
  return text.replace(/\r?\n$/, "");
}
