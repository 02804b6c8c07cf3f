import { readFileSync } from "node:fs";
import type { Target } from "../../src/engine/target.ts";
import { type Field, fieldsOf } from "../../src/language/field-reference.ts";
import type { Capability } from "../../src/model/capability.ts";
import { keptVariables } from "../../targets/local/unit/base-environment.ts";
import { code, inlineYaml, table } from "./markdown.ts";

/** docs/targets/NAME.md: written by hand, but for what stands between `<!-- generated: … -->` and `<!-- end -->`. */
export function targetPage(target: Target): { readonly path: string; readonly text: string } {
  const path = `docs/targets/${target.name}.md`;
  const written = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const parts: Readonly<Record<string, () => string>> = {
    variables: () => keptVariables.map((names) => `- ${names.map(code).join(", ")}`).join("\n"),
    options: () => optionTable(fieldsOf(target.options)),
    capabilities: () => capabilityTable(target),
  };
  const text = written.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (whole, start: string, name: string, end: string) => {
      const part = parts[name];
      return part === undefined ? whole : `${start}\n${part()}\n\n${end}`;
    },
  );
  return { path, text };
}

function optionTable(fields: readonly Field[]): string {
  return table(
    ["Option", "Type", "Without it", "Meaning"],
    fields.map(({ path, type, default: value, description }) => [
      code(path),
      type,
      value === undefined ? "–" : code(inlineYaml(value)),
      description,
    ]),
  );
}

/** What is worth saying of the entries of a table, in its own order; fields of which the same is said share a row. */
function capabilityTable({ capabilities }: Target): string {
  const rows = Object.entries(capabilities).flatMap(([field, capability]) => {
    const [level, note] = inWords(capability);
    return note === undefined ? [] : [{ name: code(field.replace("=", ": ")), level, note }];
  });
  const shared = Map.groupBy(rows, ({ level, note }) => `${level} ${note}`);
  return table(
    ["Here", "Field", "How, or what to do instead"],
    [...shared.values()].map((same) => [same[0]?.level ?? "", same.map(({ name }) => name).join(", "), same[0]?.note ?? ""]),
  );
}

function inWords(capability: Capability): readonly [string, string | undefined] {
  if (capability.level === "native") return ["native", capability.note];
  if (capability.level === "unsupported") return ["no", capability.instead];
  return [capability.warns === true ? "emulated ⚠" : "emulated", capability.how];
}
