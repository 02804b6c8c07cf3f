import { isTemplate, type Template, valueText } from "../../model/value.ts";

export function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** The same data with every text with references as a person writes it: `postgres://app:${secret.pg}@…`. */
export function plainValue(data: unknown): unknown {
  if (isTemplate(data)) return valueText(data);
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
