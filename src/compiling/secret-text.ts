import type { Reference, Value } from "../model/value.ts";

/**
 * A text with secrets as mcpc's runtime reads it, see `secretEnvironment`: `${secret.NAME}`, `${env.NAME}`, and every other `$` doubled. Not as in a
 * stack file, where a `$` before a reference cannot be written.
 */
export function secretText(value: Value): string {
  const literal = (text: string) => text.replaceAll("$", () => "$$");
  if (typeof value === "string") return literal(value);
  return value.template.map((part) => (typeof part === "string" ? literal(part) : referenceText(part))).join("");
}

function referenceText(reference: Reference): string {
  if ("secret" in reference) return `\${secret.${reference.secret}}`;
  if ("env" in reference) return `\${env.${reference.env}}`;
  throw new Error(`nothing is known of ${JSON.stringify(reference)} when a program starts`);
}
