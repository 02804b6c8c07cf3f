import type { ZodType } from "zod";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import { errorCode, systemReason } from "../../host/system-error.ts";

export type Document<Data> =
  | { readonly kind: "missing" }
  | { readonly kind: "good"; readonly data: Data }
  /** It is there and nobody can use it; `problem` says why. */
  | { readonly kind: "damaged"; readonly problem: string };

/**
 * Reads a JSON file of the state.
 *
 * @throws {DiagnosticError} when its format is not ours, or permissions are missing: neither must be taken for damaged.
 */
export async function readDocument<Data>(host: ReadOnlyHost, path: string, schema: ZodType<Data>): Promise<Document<Data>> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await host.readFile(path);
  } catch (error) {
    const code = errorCode(error);
    const reason = systemReason(error) ?? "";
    if (code === "EACCES" || code === "EPERM") throw new DiagnosticError(diagnose("MCPC6002", { path, reason, what: "read" }));
    return { kind: "damaged", problem: `it cannot be read (${error instanceof Error ? error.message : String(error)})` };
  }
  if (bytes === undefined) return { kind: "missing" };

  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { kind: "damaged", problem: bytes.length === 0 ? "it is empty" : "it is not JSON" };
  }
  const format = formatVersionOf(data);
  if (format !== undefined && format !== "1.0") throw new DiagnosticError(diagnose("MCPC6006", { path, formatVersion: format }));
  const parsed = schema.safeParse(data);
  if (parsed.success) return { kind: "good", data: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  return { kind: "damaged", problem: `${where}${issue?.message ?? "unknown content"}` };
}

function formatVersionOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || !("formatVersion" in data)) return undefined;
  return typeof data.formatVersion === "string" ? data.formatVersion : JSON.stringify(data.formatVersion);
}
