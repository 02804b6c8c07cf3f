import { diagnose } from "../diagnostics/diagnose.ts";
import { DiagnosticError } from "../diagnostics/diagnostic-error.ts";
import type { Server } from "../model/server.ts";
import type { Value } from "../model/value.ts";
import { escapePattern, isQuotable, quote, withoutVariables } from "./quote.ts";

/**
 * Content of `NginxSite.tokensFile`, from the accepted tokens, one per line. Patterns, because `map` compares plain texts without regard to
 * case. The file holds secrets: mode 0600, owned by who starts nginx.
 *
 * @throws {DiagnosticError} MCPC6511 for a text that is no token (RFC 6750, 2.1)
 */
export function tokensFile(tokens: string): string {
  const lines = tokens
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const wrong = lines.findIndex((line) => !/^[A-Za-z0-9._~+/-]+=*$/.test(line));
  if (wrong >= 0) throw new DiagnosticError(diagnose("MCPC6511", { line: wrong + 1 }));
  return lines.map((token, index) => `${quote(`~^[Bb][Ee][Aa][Rr][Ee][Rr] +${escapePattern(token)}$`)} token-${index + 1};\n`).join("");
}

/** The tokens in what `tokensFile` gave. */
export function acceptedTokens(file: string): readonly string[] {
  return [...file.matchAll(/\[Rr\] \+(.+?)\$"/g)].map(([, pattern = ""]) => pattern.replaceAll("\\", ""));
}

/** Headers of a server at a url that hold references, which only the apply knows. */
export function secretHeaders({ run }: Server): readonly (readonly [name: string, value: Value])[] {
  return run.kind === "url" ? Object.entries(run.headers).filter(([, value]) => typeof value !== "string") : [];
}

/**
 * Content of a route's `headersFile`. `dollar` is the variable of the site that stands for a `$`; see `dollarVariable`.
 *
 * @throws {DiagnosticError} MCPC6512 for a value that no header can hold
 */
export function headersFile(headers: Iterable<readonly [name: string, value: string]>, dollar: string): string {
  let text = "";
  for (const [name, value] of headers) {
    if (!isQuotable(value)) throw new DiagnosticError(diagnose("MCPC6512", { header: name }));
    text += `proxy_set_header ${quote(name)} ${quote(withoutVariables(value, dollar))};\n`;
  }
  return text;
}
