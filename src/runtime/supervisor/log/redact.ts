import { secretForms } from "../../../model/secret-forms.ts";

/** Shorter values would make ordinary words unreadable. */
const shortest = 6;

/** Replaces secret values in text. */
export interface Redactor {
  (text: string): string;
  /** Length of the longest text that is replaced. */
  readonly longest: number;
}

/** Replaces every secret value of at least 6 characters by `[secret]`, in whatever form it is printed. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const forms = secretForms(secrets, shortest);
  const redact = (text: string) => forms.reduce((left, form) => left.replaceAll(form, "[secret]"), text);
  return Object.assign(redact, { longest: forms[0]?.length ?? 0 });
}
