import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { Scope } from "../../../src/engine/scope.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { joinPath } from "../../../src/host/paths.ts";
import type { Value } from "../../../src/model/value.ts";
import { headersFile, tokensFile } from "../../../src/nginx/secret-files.ts";
import type { MadeSecret } from "../compose-spec.ts";

/**
 * Content of a file that is made of secrets when the stack is applied.
 *
 * @throws {DiagnosticError} MCPC6414 for a file that is not there, 65xx for what nginx cannot be told.
 */
export async function madeSecret(
  made: MadeSecret,
  { root }: Pick<Scope, "root">,
  text: (value: Value) => string,
  host: ReadOnlyHost,
): Promise<Uint8Array | string> {
  if (made.kind === "nginx-tokens") return tokensFile(text(made.tokens));
  if (made.kind === "nginx-headers") {
    const headers = made.headers.map(([name, value]) => [name, text(value)] as const);
    return headersFile(headers, made.dollar);
  }
  const path = made.path.startsWith("/") ? made.path : joinPath(root, made.path);
  const bytes = await host.readFile(path);
  if (bytes === undefined) throw new DiagnosticError(diagnose("MCPC6414", { path }));
  return bytes;
}
