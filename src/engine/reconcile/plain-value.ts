import type { Reference, Value } from "../../model/value.ts";

type Template = Exclude<Value, string>;

/** True for a text with references, as it stands in a spec. */
export function isTemplate(data: unknown): data is Template {
  if (!isRecord(data) || Object.keys(data).length !== 1 || !Array.isArray(data["template"])) return false;
  return data["template"].every((part) => typeof part === "string" || isRecord(part));
}

export function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** The same data with every text with references as a person writes it: `postgres://app:${secret.pg}@…`. */
export function plainValue(data: unknown): unknown {
  if (isTemplate(data)) return data.template.map((part) => (typeof part === "string" ? part : referenceText(part))).join("");
  if (Array.isArray(data)) return data.map(plainValue);
  if (isRecord(data)) return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plainValue(value)]));
  return data;
}

/** Every text with references in some data. */
export function templatesOf(data: unknown): readonly Template[] {
  const found: Template[] = [];
  const walk = (inner: unknown): void => {
    if (isTemplate(inner)) found.push(inner);
    else if (Array.isArray(inner)) inner.forEach(walk);
    else if (isRecord(inner)) Object.values(inner).forEach(walk);
  };
  walk(data);
  return found;
}

function referenceText(reference: Reference): string {
  if ("secret" in reference) return `\${secret.${reference.secret}}`;
  if ("env" in reference) return `\${env.${reference.env}${reference.default === undefined ? "" : `:-${reference.default}`}}`;
  if ("service" in reference) return `\${service.${reference.service}.${reference.output}}`;
  if ("server" in reference) return `\${server.${reference.server}.${reference.output}}`;
  return `\${data.${reference.data}}`;
}
