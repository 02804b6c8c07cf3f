import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../diagnostics/source.ts";
import { findSecretsInFile } from "./rules/secret-shapes.ts";

export interface Quoting {
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that diagnostics may quote. */
  readonly sources: readonly SourceFile[];
}

/**
 * Takes everything that looks like a secret out of what is quoted: a mistake beside a token written in clear, or in it, must not bring it into
 * a terminal or the log of a build machine. Offsets stay what they were.
 */
export function concealSecrets({ diagnostics, sources }: Quoting): Quoting {
  const secrets = [...new Set(sources.flatMap(({ text }) => findSecretsInFile(text)))].sort((a, b) => b.length - a.length);
  if (secrets.length === 0) return { diagnostics, sources };
  const cover = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, "•".repeat(secret.length)), text);
  return {
    diagnostics: diagnostics.map((diagnostic) => conceal(diagnostic, secrets)),
    sources: sources.map(({ path, text }) => ({ path, text: cover(text) })),
  };
}

/** A suggestion made from a secret would be the secret in another spelling. */
function conceal(diagnostic: Diagnostic, secrets: readonly string[]): Diagnostic {
  const clear = (text: string) => secrets.reduce((left, secret) => left.replaceAll(secret, "[secret]"), text);
  const message = clear(diagnostic.message);
  if (message === diagnostic.message) return diagnostic.hint === undefined ? diagnostic : { ...diagnostic, hint: clear(diagnostic.hint) };
  const { hint: _hint, suggestion: _suggestion, ...rest } = diagnostic;
  return { ...rest, message, sensitive: true };
}
