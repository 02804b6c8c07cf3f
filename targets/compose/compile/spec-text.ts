import { isRecord } from "../../../src/model/record.ts";
import { isTemplate, type Reference, type Value } from "../../../src/model/value.ts";
import { secretVariable } from "../names.ts";

/** Where, seen from the folder of the Compose file, things are. */
export interface Places {
  /** Folder of the stack file. */
  readonly stack: string;
}

/** A text as Compose reads it: `$` doubled, references as its own interpolation (https://docs.docker.com/reference/compose-file/interpolation/). */
export function composeValue(value: Value): string {
  if (typeof value === "string") return escaped(value);
  return value.template.map((part) => (typeof part === "string" ? escaped(part) : variable(part))).join("");
}

function escaped(text: string): string {
  return text.replaceAll("$", () => "$$");
}

function variable(reference: Reference): string {
  if ("env" in reference)
    return reference.default === undefined ? `\${${reference.env}?}` : `\${${reference.env}:-${escaped(reference.default)}}`;
  if ("secret" in reference) return `\${${secretVariable(reference.secret)}?}`;
  throw new Error(`nothing is known of ${JSON.stringify(reference)}`);
}

/** The same data with every text as Compose reads it. */
export function composeData(data: unknown, places: Places): unknown {
  if (typeof data === "string" || isTemplate(data)) return composeValue(data);
  if (Array.isArray(data)) return data.map((item) => composeData(item, places));
  if (!isRecord(data)) return data;
  const keys = Object.keys(data);
  if (keys.length === 1 && typeof data["stack"] === "string") return stackPath(data["stack"], places);
  if (keys.length === 1 && typeof data["beside"] === "string") return `./${escaped(data["beside"])}`;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, composeData(value, places)]));
}

/** A path of the stack's folder, as Compose reads it. */
export function stackPath(path: string, { stack }: Places): string {
  const folder = `\${MCPC_STACK_DIR:-${escaped(stack)}}`;
  return path === "." ? folder : `${folder}/${escaped(path)}`;
}

/** Where Compose finds a file with a secret. */
export function secretPath(name: string): string {
  return `\${MCPC_SECRETS_DIR:-./secrets}/${name}`;
}
