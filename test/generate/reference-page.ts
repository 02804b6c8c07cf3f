import { type Field, fieldReference } from "../../src/language/field-reference.ts";
import { code, generatedNote, inlineYaml, table } from "./markdown.ts";

/** docs/reference.md: every field of the language with type, default, meaning and an example. */
export function referencePage(): string {
  const fields = fieldReference();
  const [tops, nested] = [fields.filter(({ path }) => !path.includes(".")), fields.filter(({ path }) => path.includes("."))];
  const sections = tops.filter(({ path }) => nested.some((field) => field.path.startsWith(`${path}.`)));
  return [
    generatedNote("the schema of the language (src/language/schema)"),
    "# Every field of `mcp.stack.yaml`",
    "`*` stands for a name, or for any item of a list. Fields of a type with a unit (durations, quantities, rates) are written with it. `defaults` takes what servers take, but for `run`, `description` and `expose`; `environments.*.overrides` takes parts of everything here. How the layers lie over each other, and what references there are, is told in [the language](language.md); what each target makes of a field in [the capabilities](capabilities.md).",
    "In an editor with the YAML language server, this first line gives completion and checking: `# yaml-language-server: $schema=./node_modules/mcpc/schemas/mcp.stack.schema.json`",
    "## At the top",
    fieldTable(tops),
    ...sections.flatMap(({ path, description }) => [
      `## ${path}`,
      description,
      fieldTable(nested.filter((field) => field.path.startsWith(`${path}.`))),
    ]),
    "",
  ].join("\n\n");
}

function fieldTable(fields: readonly Field[]): string {
  return table(
    ["Field", "Type", "Without it", "Meaning", "Example"],
    fields.map((field) => [code(field.path), field.type, withoutIt(field), field.description, exampleOf(field)]),
  );
}

function withoutIt({ required, default: value, otherwise }: Field): string {
  if (required) return "**required**";
  if (otherwise !== undefined) return otherwise;
  return value === undefined ? "–" : code(inlineYaml(value));
}

/** Containers of fields that have examples of their own need none. */
function exampleOf({ examples, isLeaf }: Field): string {
  const [first] = examples;
  if (first === undefined) return "";
  const text = inlineYaml(first);
  return isLeaf || text.length <= 80 ? code(text) : "";
}
