import { widthOf } from "../../diagnostics/render/visible-text.ts";
import type { Change, FieldChange } from "../../engine/change.ts";
import { fieldName, fieldValue } from "../text/field-value.ts";
import { place } from "../text/place.ts";
import { type PlacedLine, placedLines, textRoom } from "../text/placed-lines.ts";
import { shortenPair } from "../text/shorten.ts";
import { visible } from "../text/visible.ts";
import type { ViewOptions } from "../view-options.ts";
import { actionSign } from "./action-words.ts";

export interface ChangeLinesOptions extends ViewOptions {
  /** A remark for one field of one change, such as `puts the change above back`. */
  readonly remark?: (change: Change, field: FieldChange) => string;
  /** What is said beside the address. */
  readonly describe: (change: Change) => string;
}

const fieldIndent = " ".repeat(8);
const narrowestPair = 30;

/** The changes of a plan or a drift, each with its fields below it; all places in one column. */
export function changeLines(changes: readonly Change[], options: ChangeLinesOptions): readonly string[] {
  const nameWidth = Math.max(...changes.map((change) => widthOf(visible(change.address))));
  const ranges = changes.flatMap((change) => [change.origin, ...change.diff.map((field) => field.origin)]);
  const placeWidth = Math.max(...ranges.map((range) => widthOf(place(range))));
  const lines = changes.flatMap((change) => {
    const head = headLine(change, nameWidth, options);
    const [only, ...others] = change.diff;
    if (head.text === "" && only !== undefined && others.length === 0) return [oneLine(change, only, head, placeWidth, options)];
    return [head, ...fieldLines(change, placeWidth, options)];
  });
  return placedLines(lines, options);
}

function headLine(change: Change, nameWidth: number, { paint, describe }: ChangeLinesOptions): PlacedLine {
  const { sign, colour } = actionSign(change.action);
  const name = visible(change.address);
  return {
    head: `  ${sign} ${name}${" ".repeat(nameWidth - widthOf(name) + 3)}`,
    paintHead: paint[colour],
    text: describe(change),
    overflow: "wrap",
    place: change.diff.some((field) => field.origin !== undefined) ? "" : place(change.origin),
  };
}

/** A change of a single field that needs no words stands on one line. */
function oneLine(change: Change, field: FieldChange, line: PlacedLine, placeWidth: number, options: ChangeLinesOptions): PlacedLine {
  const head = `${line.head}${fieldName(field.path)}   `;
  const text = fieldText(change, field, textRoom(head, placeWidth, options.width), options);
  return { ...line, head, text, overflow: "shorten", place: place(field.origin ?? change.origin) };
}

function fieldLines(change: Change, placeWidth: number, options: ChangeLinesOptions): readonly PlacedLine[] {
  const nameWidth = Math.max(0, ...change.diff.map((field) => widthOf(fieldName(field.path))));
  return change.diff.flatMap((field) => {
    const name = fieldName(field.path);
    const head = `${fieldIndent}${name}${" ".repeat(nameWidth - widthOf(name) + 3)}`;
    const room = textRoom(head, placeWidth, options.width);
    const text = fieldText(change, field, Math.max(room, narrowestPair), options);
    const where = place(field.origin);
    if (widthOf(text) <= room) return [{ head, text, overflow: "shorten", place: where }];
    // The name takes too much of the line: it is never cut, the values go below it.
    const below = {
      head: `${fieldIndent}  `,
      text: fieldText(change, field, options.width - 10, options),
      overflow: "shorten",
      place: "",
    } as const;
    return [{ head: `${fieldIndent}${name}`, text: "", overflow: "shorten", place: where }, below];
  });
}

function fieldText(change: Change, field: FieldChange, room: number, { remark }: ChangeLinesOptions): string {
  if (field.sensitive === true) return "changed (value not shown)";
  const note = field.forcesReplace === true ? "cannot be changed in place" : (remark?.(change, field) ?? "");
  const suffix = note === "" ? "" : `   (${note})`;
  const each = Math.max(6, Math.floor((room - 3 - widthOf(suffix)) / 2));
  const before = fieldValue(field.path, field.before);
  const after = fieldValue(field.path, field.after);
  if (widthOf(before) + widthOf(after) + 3 + widthOf(suffix) <= room) return `${before} → ${after}${suffix}`;
  return `${shortenPair(before, after, each).join(" → ")}${suffix}`;
}
