import { widthOf } from "../diagnostics/render/visible-text.ts";
import { wrap } from "../diagnostics/render/wrap.ts";
import type { Explanation, Provenance } from "../language/explain.ts";
import type { Layer } from "../model/origin.ts";
import { fieldValue } from "./text/field-value.ts";
import { lastLine } from "./text/last-line.ts";
import { place } from "./text/place.ts";
import { type PlacedLine, placedLines } from "./text/placed-lines.ts";
import { specText } from "./text/spec-text.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

const layerWords: Readonly<Record<Layer, string>> = {
  "built-in": "built-in default",
  defaults: "defaults",
  stack: "stack file",
  environment: "environment",
  set: "--set",
};

/** What a field means and its value's way through the layers, lowest first; the value in force is the last line. */
export function explainText(explained: Explanation, options: ViewOptions): string {
  const name = visible(explained.path);
  const layers = explained.layers.toReversed();
  const nameWidth = Math.max(0, ...layers.map(({ layer }) => widthOf(layerWords[layer])));
  const lines = layers.map((layer, index) => layerLine(layer, nameWidth, index === layers.length - 1, explained.path, options));
  const chain = lines.length === 0 ? "" : `\n${placedLines(lines, options).join("\n")}\n`;
  return `${headLines(explained, options).join("\n")}\n${chain}\n${lastWords(explained, name, options)}`;
}

/** The same as data; layers in the order in which they count, so the first one is in force. */
export function explainJson(explained: Explanation): unknown {
  const { path, value = null, type, layers, examples } = explained;
  const { description = null, otherwise = null } = explained;
  return {
    formatVersion: "1.0",
    path,
    value,
    type,
    description,
    otherwise,
    examples,
    layers: layers.map(({ layer, value: said = null, written = null, range = null }) => ({ layer, value: said, written, range })),
  };
}

function headLines({ path, type, description, examples }: Explanation, { paint, width }: ViewOptions): readonly string[] {
  const [example] = examples;
  const facts = [`Type: ${visible(type)}`];
  if (example !== undefined) facts.push(`Example: ${fieldValue(path, example)}`);
  const text = [...(description === undefined ? [] : [visible(description)]), ...facts];
  return [paint.bold(visible(path)), ...text.flatMap((line) => wrap(line, width - 2)).map((line) => `  ${line}`)];
}

/** A value that does not fit on a line is written as in the file. */
function lastWords({ path, value, otherwise, fields }: Explanation, name: string, options: ViewOptions): string {
  if (value === undefined) {
    const [field] = fields;
    const next = field === undefined || otherwise !== undefined ? "" : `mcpc explain ${name}.${field}`;
    return lastLine(otherwise === undefined ? `${name} is not set` : `${name} is not set; then: ${visible(otherwise)}`, next, options);
  }
  const line = `${name} = ${fieldValue(path, value)}`;
  if (typeof value !== "object" || value === null || widthOf(line) <= options.width) return `${line}\n`;
  const lines = specText(value).trimEnd().split("\n");
  return `${name}:\n${lines.map((text) => `  ${visible(text)}\n`).join("")}`;
}

function layerLine(
  { layer, value, written, range }: Provenance,
  nameWidth: number,
  inForce: boolean,
  path: string,
  { paint }: ViewOptions,
): PlacedLine {
  const head = `  ${inForce ? "→" : " "} ${layerWords[layer].padEnd(nameWidth)}   `;
  const said = value === null ? "removed (null)" : fieldValue(path, value);
  const text = written === undefined ? said : `${said}   written ${visible(JSON.stringify(written))}`;
  return { head, paintHead: inForce ? paint.green : paint.dim, text, overflow: "shorten", place: place(range) };
}
