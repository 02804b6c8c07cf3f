import { widthOf } from "../../diagnostics/render/visible-text.ts";
import type { Change, FieldChange } from "../../engine/change.ts";
import { fieldName, fieldValue } from "../text/field-value.ts";
import { place } from "../text/place.ts";
import { type PlacedLine, placedLines, textRoom } from "../text/placed-lines.ts";
import { shortenMiddle, shortenPair } from "../text/shorten.ts";
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
const widestAlignedName = 32;
const narrowestValue = 20;

/** The changes of a plan or a drift, each with its fields below it; all places in one column. */
export function changeLines(changes: readonly Change[], options: ChangeLinesOptions): readonly string[] {
  const nameWidth = Math.max(...changes.map((change) => widthOf(visible(change.address))));
  const ranges = changes.flatMap((change) => [ownRange(change), ...change.diff.map((field) => field.origin)]);
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
    place: place(ownRange(change)),
  };
}

/** The place of the change itself, which is of interest where no field has one. */
function ownRange({ diff, origin }: Change): Change["origin"] {
  return diff.some((field) => field.origin !== undefined) ? undefined : origin;
}

/** A change of a single field that needs no words stands on one line. */
function oneLine(change: Change, field: FieldChange, line: PlacedLine, placeWidth: number, { width }: ViewOptions): PlacedLine {
  const head = `${line.head}${fieldName(field.path)}   `;
  const text = valuesText(field, textRoom(head, placeWidth, width));
  return { ...line, head, text, overflow: "shorten", place: place(field.origin ?? change.origin) };
}

function fieldLines(change: Change, placeWidth: number, options: ChangeLinesOptions): readonly PlacedLine[] {
  const widths = change.diff.map((field) => widthOf(fieldName(field.path))).filter((width) => width <= widestAlignedName);
  const nameWidth = Math.max(0, ...widths);
  return change.diff.flatMap((field) => {
    const name = fieldName(field.path);
    const head = `${fieldIndent}${name}${" ".repeat(Math.max(0, nameWidth - widthOf(name)) + 3)}`;
    if (options.width - widthOf(head) - placeWidth - 3 >= narrowestValue) return valueLines(change, field, head, placeWidth, options);
    // The name takes the whole line: it is never cut, so the value goes below it.
    const nameLine: PlacedLine = { head: fieldIndent + name, text: "", overflow: "shorten", place: "" };
    return [nameLine, ...valueLines(change, field, `${fieldIndent}  `, placeWidth, options)];
  });
}

/** The two values of a field, with a remark beside them or, where there is no room, below. */
function valueLines(
  change: Change,
  field: FieldChange,
  head: string,
  placeWidth: number,
  options: ChangeLinesOptions,
): readonly PlacedLine[] {
  const where = place(field.origin);
  const room = textRoom(head, where === "" ? 0 : placeWidth, options.width);
  const values = valuesText(field, room);
  const said = field.forcesReplace === true ? "cannot be changed in place" : (options.remark?.(change, field) ?? "");
  const remark = said === "" ? "" : `(${said})`;
  const both = remark === "" ? values : `${values}   ${remark}`;
  if (widthOf(both) <= room) return [{ head, text: both, overflow: "shorten", place: where }];
  const below: PlacedLine = { head: " ".repeat(widthOf(head)), text: remark, overflow: "wrap", place: "" };
  return [{ head, text: values, overflow: "shorten", place: where }, ...(remark === "" ? [] : [below])];
}

function valuesText(field: FieldChange, room: number): string {
  if (field.sensitive === true) {
    const what = field.reference === undefined || field.reference === field.path ? "" : `\${${visible(field.reference)}} `;
    const full = `${what}changed (value not shown)`;
    return widthOf(full) <= room ? full : `${what}changed`;
  }
  const before = fieldValue(field.path, field.before);
  const after = fieldValue(field.path, field.after);
  if (widthOf(before) + widthOf(after) + 3 <= room) return `${before} → ${after}`;
  // A short side leaves its columns to the long one.
  const half = Math.floor((room - 3) / 2);
  if (widthOf(before) < half) return `${before} → ${shortenMiddle(after, room - 3 - widthOf(before))}`;
  if (widthOf(after) < half) return `${shortenMiddle(before, room - 3 - widthOf(after))} → ${after}`;
  return shortenPair(before, after, half).join(" → ");
}
