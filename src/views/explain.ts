import { widthOf } from "../diagnostics/render/visible-text.ts";
import type { SourceRange } from "../diagnostics/source.ts";
import type { Layer } from "../model/origin.ts";
import { fieldValue } from "./text/field-value.ts";
import { place } from "./text/place.ts";
import { type PlacedLine, placedLines } from "./text/placed-lines.ts";
import { visible } from "./text/visible.ts";
import { wrap } from "./text/wrap.ts";
import type { ViewOptions } from "./view-options.ts";

/** One layer that says something about a value. */
export interface ExplainedLayer {
  readonly layer: Layer;
  readonly value: unknown;
  /** Where the layer says it; absent for built-in defaults and `--set`. */
  readonly range?: SourceRange;
}

/** Where a value of the effective stack comes from. */
export interface ExplainedValue {
  /** Dotted path: `servers.tasks.scale.replicas`. */
  readonly path: string;
  /** The value in force; `undefined` when it is not set. */
  readonly value: unknown;
  /** Lowest layer first; the last one is in force. */
  readonly layers: readonly ExplainedLayer[];
  /** What the field is for, in a sentence. */
  readonly description?: string;
}

const layerWords: Readonly<Record<Layer, string>> = {
  "built-in": "built-in default",
  defaults: "defaults",
  stack: "stack file",
  environment: "environment",
  set: "--set",
};

/** A value's way through the layers, lowest first; the value in force is the last line. */
export function explainText(explained: ExplainedValue, options: ViewOptions): string {
  const { paint, width } = options;
  const { path, value, layers, description } = explained;
  const name = visible(path);
  const head = [paint.bold(name), ...(description === undefined ? [] : wrap(visible(description), width - 2).map((line) => `  ${line}`))];
  const nameWidth = Math.max(0, ...layers.map(({ layer }) => widthOf(layerWords[layer])));
  const lines = layers.map((layer, index) => layerLine(layer, nameWidth, index === layers.length - 1, path, options));
  const chain = lines.length === 0 ? "" : `\n${placedLines(lines, options).join("\n")}\n`;
  const last = value === undefined ? `${name} is not set` : `${name} = ${fieldValue(path, value)}`;
  return `${head.join("\n")}\n${chain}\n${last}\n`;
}

/** The same as data, lowest layer first. */
export function explainJson(explained: ExplainedValue): unknown {
  const { path, value = null, layers, description = null } = explained;
  return {
    formatVersion: "1.0",
    path,
    value,
    description,
    layers: layers.map(({ layer, value: said = null, range = null }) => ({ layer, value: said, range })),
  };
}

function layerLine(
  { layer, value, range }: ExplainedLayer,
  nameWidth: number,
  inForce: boolean,
  path: string,
  { paint }: ViewOptions,
): PlacedLine {
  const head = `  ${inForce ? "→" : " "} ${layerWords[layer].padEnd(nameWidth)}   `;
  const said = value === null ? "removed (null)" : fieldValue(path, value);
  return { head, paintHead: inForce ? paint.green : paint.dim, text: said, overflow: "shorten", place: place(range) };
}
