import { type ScalarTag, stringify } from "yaml";

/** A document behind comments that say where it comes from. Quoted as YAML 1.1 needs it too: what reads Compose files is not of one mind. */
export function yamlText(document: object, provenance: readonly string[]): string {
  const head = provenance.map((line) => `# ${line}\n`).join("");
  return (
    head + stringify(document, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false, customTags: (tags) => [escapedText, ...tags] })
  );
}

/** Letters, marks, numbers, punctuation and symbols of all scripts, and the space. */
const visible = /^[ \p{L}\p{M}\p{N}\p{P}\p{S}]*$/u;

/** What one version or another takes for a number: `0o7` is one since 1.2, `12:30` was one before. */
const numeric = /^[-+.]?[0-9][0-9a-fA-FxXoO_.:eE+-]*$/;

/**
 * Texts in which something is not visible, or breaks a line: what counts as a line break, and what may stand in a file at all, has changed from
 * one version of YAML to the next (YAML 1.1, 4.1.4; 1.2, 5.4), and escapes mean the same in all of them. The same with numbers.
 */
const escapedText: ScalarTag = {
  tag: "tag:yaml.org,2002:str",
  default: true,
  identify: (value) => typeof value === "string" && (!visible.test(value) || numeric.test(value)),
  resolve: (text) => text,
  stringify: ({ value }) => quoted(String(value)),
};

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ \p{L}\p{M}\p{N}\p{P}\p{S}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
  });
}
