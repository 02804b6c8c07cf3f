const shortest = 6;

/** Replaces secret values in text. */
export interface Redactor {
  (text: string): string;
  /** Length of the longest text that is replaced. */
  readonly longest: number;
}

/**
 * Replaces every secret value of at least 6 characters by `[secret]`, also where it is URL-encoded or escaped as in JSON, and
 * each line of a value that has several. Shorter values would make ordinary words unreadable.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const piece of [secret, ...secret.split(/\r?\n/)]) {
      for (const form of [piece, encodeURIComponent(piece.toWellFormed()), JSON.stringify(piece).slice(1, -1)]) {
        if (piece.length >= shortest) forms.add(form);
      }
    }
  }
  // The longest first: a value that contains another one must not leave its rest behind.
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const redact = (text: string) => ordered.reduce((left, form) => left.replaceAll(form, "[secret]"), text);
  return Object.assign(redact, { longest: ordered[0]?.length ?? 0 });
}
