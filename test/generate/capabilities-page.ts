import type { Target } from "../../src/engine/target.ts";
import { languageFields } from "../../src/language/field-reference.ts";
import { capabilityOf } from "../../src/lower/capability-of.ts";
import type { Capability } from "../../src/model/capability.ts";
import { code, generatedNote, table } from "./markdown.ts";

/** docs/capabilities.md: what every target makes of every field. */
export function capabilitiesPage(targets: readonly Target[]): string {
  const sections = Map.groupBy(rowsOf(targets), (field) => field.split(".")[0] ?? field);
  const top = [...sections.values()].filter((fields) => fields.length === 1).flat();
  return [
    generatedNote("the capability tables of the targets (targets/*/capabilities.ts)"),
    "# What each target makes of each field",
    "**native**: the target has it. **emulated**: the effect is there by other means; the note says how, and ⚠ that `mcpc validate` says so too where the field is set. **no**: an error where the field is set; the note says what to do instead. No field is ever dropped in silence. `*` stands for a name, or for any item of a list.",
    table(
      ["Target", "Runs the stack"],
      targets.map(({ name, summary }) => [code(name), summary]),
    ),
    ...sectionText("At the top", top, targets),
    ...[...sections].filter(([, fields]) => fields.length > 1).flatMap(([name, fields]) => sectionText(name, fields, targets)),
    "",
  ].join("\n\n");
}

/** All leaves of the language, and single values that a target judges on their own. */
function rowsOf(targets: readonly Target[]): string[] {
  const values = new Set(targets.flatMap(({ capabilities }) => Object.keys(capabilities).filter((key) => key.includes("="))));
  return languageFields().flatMap((field) => [field, ...[...values].filter((key) => key.startsWith(`${field}=`))]);
}

function sectionText(name: string, fields: readonly string[], targets: readonly Target[]): string[] {
  const notes: string[] = [];
  const rows = fields.map((field) => [
    code(field.replace("=", ": ")),
    ...targets.map((target) => cell(capabilityOf(target.capabilities, field), notes)),
  ]);
  const list = notes.map((note, index) => `${index + 1}. ${note}`).join("\n");
  return [`## ${name}`, table(["Field", ...targets.map((target) => target.name)], rows), ...(notes.length === 0 ? [] : [list])];
}

function cell(capability: Capability | undefined, notes: string[]): string {
  if (capability === undefined) return "**unanswered**";
  if (capability.level === "native") return `native${reference(capability.note, notes)}`;
  if (capability.level === "unsupported") return `no${reference(capability.instead, notes)}`;
  return `emulated${capability.warns === true ? " ⚠" : ""}${reference(capability.how, notes)}`;
}

function reference(note: string | undefined, notes: string[]): string {
  if (note === undefined) return "";
  if (!notes.includes(note)) notes.push(note);
  return ` (${notes.indexOf(note) + 1})`;
}
