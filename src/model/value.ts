import type { Address } from "./address.ts";
import { isRecord } from "./record.ts";

/** Something whose value is known only when the stack is deployed or runs. */
export type Reference =
  | { readonly secret: string }
  | { readonly env: string; readonly default?: string }
  /** Output of a service: `address` is `host:port`. */
  | { readonly service: string; readonly output: "address" | "host" | "port" }
  /** URL at which another server of the stack answers. */
  | { readonly server: string; readonly output: "url" }
  /** The server's own persistent directory. */
  | { readonly data: "dir" };

/**
 * A text that may hold references. Plain text stays a string; otherwise the pieces are kept apart, so that a secret's value never
 * has to be in it. Serialises to JSON as it is. Compile-time references (`var`, `stack`, `environment`) are gone by now.
 */
export type Value = string | Template;

/** A text with references. */
export interface Template {
  readonly template: readonly (string | Reference)[];
}

/** Tells a text with references from all other data: nothing else in a spec has `template` as its only key. */
export function isTemplate(data: unknown): data is Template {
  if (!isRecord(data) || !Array.isArray(data["template"]) || Object.keys(data).length !== 1) return false;
  return data["template"].every((part) => typeof part === "string" || isRecord(part));
}

export function referencesOf(value: Value): readonly Reference[] {
  if (typeof value === "string") return [];
  return value.template.filter((part): part is Reference => typeof part !== "string");
}

/** Names of the secrets a value needs, sorted and without repeats. */
export function secretsOf(values: readonly Value[]): readonly string[] {
  const names = values.flatMap(referencesOf).flatMap((reference) => ("secret" in reference ? [reference.secret] : []));
  return [...new Set(names)].sort();
}

/** The address a reference points at, when it points into the stack. */
export function referencedAddress(reference: Reference): Address | undefined {
  if ("secret" in reference) return `secret.${reference.secret}`;
  if ("service" in reference) return `service.${reference.service}`;
  if ("server" in reference) return `server.${reference.server}`;
  return undefined;
}

/** Puts every reference through `resolve` and joins the pieces. */
export function renderValue(value: Value, resolve: (reference: Reference) => string): string {
  if (typeof value === "string") return value;
  return value.template.map((part) => (typeof part === "string" ? part : resolve(part))).join("");
}

/** A value as its author would have written it: references as `${…}`, a literal `${` as `$${`. */
export function valueText(value: Value): string {
  const parts = typeof value === "string" ? [value] : value.template;
  return parts.map((part) => (typeof part === "string" ? part.replaceAll("${", () => "$${") : referenceText(part))).join("");
}

/** The same data with every text with references as its author would have written it. */
export function asWritten(data: unknown): unknown {
  if (isTemplate(data)) return valueText(data);
  if (Array.isArray(data)) return data.map(asWritten);
  if (isRecord(data)) return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, asWritten(value)]));
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
  return "${data.dir}";
}
