import type { Paint } from "../diagnostics/render/paint.ts";
import { widthOf } from "../diagnostics/render/visible-text.ts";
import type { LogLine } from "../engine/target.ts";
import { visible } from "./text/visible.ts";

export interface LogViewOptions {
  readonly paint: Paint;
  /** All names that may occur, so that the texts start in one column and each name keeps its colour. */
  readonly names: readonly string[];
  /** Show the time of each line. */
  readonly timestamps?: boolean;
}

/**
 * One line of a log, for people: `memory │ text`. Names have a colour each; what the supervisor itself says is marked `mcpc:`. The line is
 * not cut: terminals wrap, and pipes want all of it.
 */
export function logLineText({ name, time, stream, text }: LogLine, { paint, names, timestamps = false }: LogViewOptions): string {
  const nameWidth = Math.max(0, ...names.map((each) => widthOf(visible(each))));
  const shown = visible(name);
  const when = timestamps && time !== undefined ? `${paint.dim(new Date(time).toISOString())} ` : "";
  const label = nameColour(names.indexOf(name), paint)(shown) + " ".repeat(Math.max(0, nameWidth - widthOf(shown)));
  const said = stream === "supervisor" ? paint.dim(`mcpc: ${visible(text)}`) : visible(text);
  return `${when}${label} ${paint.dim("│")} ${said}\n`;
}

/** The same as data, one JSON document per line. */
export function logLineJson({ name, time, stream, text }: LogLine): unknown {
  return { formatVersion: "1.0", name, time: time === undefined ? null : new Date(time).toISOString(), stream, text };
}

/** Red is for failures, dim for what does not matter: neither names a server. */
function nameColour(index: number, paint: Paint): (text: string) => string {
  const plain = [paint.cyan, paint.yellow, paint.green];
  const colour = plain[Math.max(0, index) % plain.length] ?? paint.cyan;
  return Math.floor(Math.max(0, index) / plain.length) % 2 === 0 ? colour : (text) => paint.bold(colour(text));
}
