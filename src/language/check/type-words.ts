import type { Node } from "../node.ts";
import { core, type Schema, typeNoteOf } from "../schema/schema-at.ts";

/** A type in words that go after "must be": `a whole number`, `a list`, `a duration`. */
export function typeInWords(schema: Schema): string {
  const note = typeNoteOf(schema);
  if (note !== undefined) return withArticle(note.name);
  const { def } = core(schema)._zod;
  switch (def.type) {
    case "string":
      return "a text";
    case "number":
      return "format" in def ? "a whole number" : "a number";
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "object":
    case "record":
      return "a map";
    case "null":
      return "null";
    case "enum":
      return `one of ${Object.values(def.entries).join(", ")}`;
    case "literal":
      return def.values.map(String).join(" or ");
    case "union":
      return [...new Set(def.options.map(typeInWords))].join(" or ");
    default:
      return "another value";
  }
}

/** What stands in the file, in words that go after "not". */
export function nodeInWords(node: Node): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "a map";
  if (node.value === null) return "nothing";
  if (typeof node.value === "string") return `the text ${quoted(node.value)}`;
  return typeof node.value === "number" ? `the number ${node.source ?? node.value}` : String(node.value);
}

/** A value of a scalar as it is quoted in messages. */
export function quoted(value: unknown): string {
  if (typeof value !== "string") return String(value);
  const [line = ""] = value.split("\n");
  return JSON.stringify(line.length > 60 || line !== value ? `${line.slice(0, 59)}…` : line);
}

export function withArticle(noun: string): string {
  return `${/^(?:[aeio]|npm)/.test(noun) ? "an" : "a"} ${noun}`;
}
