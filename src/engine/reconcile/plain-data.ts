import { isTemplate, type Template } from "../../model/value.ts";

export function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
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
