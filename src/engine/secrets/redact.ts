import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { secretForms } from "../../model/secret-forms.ts";

/** Shorter texts are part of ordinary words; replacing them would garble messages and hide nothing. */
const shortestHidden = 4;

/** Takes secret values out of a text that comes from somewhere else: a program's error, a server's log. */
export type Redact = (text: string) => string;

export function redactor(values: Iterable<string>): Redact {
  const forms = secretForms(values, shortestHidden);
  return (text) => forms.reduce((shown, form) => shown.replaceAll(form, "[secret]"), text);
}

export function redactDiagnostic(diagnostic: Diagnostic, redact: Redact): Diagnostic {
  const { message, hint } = diagnostic;
  return { ...diagnostic, message: redact(message), ...(hint !== undefined && { hint: redact(hint) }) };
}
