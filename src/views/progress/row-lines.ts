import { widthOf } from "../../diagnostics/render/visible-text.ts";
import { wrap } from "../../diagnostics/render/wrap.ts";
import { failureLines } from "../text/failure-lines.ts";
import { shortenEnd } from "../text/shorten.ts";
import { visible } from "../text/visible.ts";
import type { ViewOptions } from "../view-options.ts";
import type { Row } from "./row.ts";

export interface RowOptions extends ViewOptions {
  /** Columns for the addresses. */
  readonly nameWidth: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const spinner = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const spinnerMilliseconds = 80;
const notesWidth = 30;

/** A resource that is under way or waits: one line, never as wide as the terminal, so that it can be drawn over. */
export function liveLine(row: Row, options: RowOptions): string {
  const { start, room } = lineStart(row, options);
  if (row.phase === "waiting") return start + options.paint.dim(shortenEnd(visible(waitingText(row)), room));
  const seconds = ` … ${Math.max(0, Math.floor((options.now - row.since) / 1000))} s`;
  return start + shortenEnd(visible(row.activity), room - widthOf(seconds)) + seconds;
}

/** A resource that is finished: everything that is known about it, over as many lines as that takes. */
export function finishedLines(row: Row, options: RowOptions): readonly string[] {
  const { start, room, indent } = lineStart(row, options);
  const text = visible(finishedText(row));
  const facts = visible(row.facts);
  if (facts !== "" && Math.max(widthOf(text), notesWidth) + 3 + widthOf(facts) <= room) {
    return [`${start}${text}${" ".repeat(Math.max(3, notesWidth - widthOf(text)))}${facts}`];
  }
  const [first = "", ...others] = wrap(facts === "" ? text : `${text}, ${facts}`, room);
  const lines = [start + first, ...others.map((line) => indent + line)];
  return row.phase === "failed" ? [...lines, ...failureLines(row.diagnostics, row.logTail, options)] : lines;
}

function lineStart(row: Row, { paint, nameWidth, now, width }: RowOptions) {
  const { sign, colour } = signOf(row, now);
  const name = visible(row.address);
  const rest = ` ${name}${" ".repeat(Math.max(0, nameWidth - widthOf(name)) + 3)}`;
  const used = 3 + widthOf(rest);
  return { start: `  ${paint[colour](sign)}${rest}`, room: Math.max(16, width - used - 1), indent: " ".repeat(used) };
}

function waitingText({ waitsFor }: Row): string {
  return waitsFor.length === 0 ? "waiting" : `waiting for ${waitsFor.join(", ")}`;
}

function finishedText(row: Row): string {
  if (row.phase === "failed") {
    const [first] = row.diagnostics;
    return first === undefined ? "failed" : `${first.message} (${first.code})`;
  }
  if (row.phase !== "done") return row.activity;
  const notes = row.notes.length === 0 ? "done" : row.notes.join(", ");
  return row.undoes === undefined ? notes : `${notes}, as in revision ${row.undoes}`;
}

function signOf(row: Row, now: number): { readonly sign: string; readonly colour: "green" | "cyan" | "dim" | "red" | "yellow" } {
  switch (row.phase) {
    case "waiting":
      return { sign: "·", colour: "dim" };
    case "active":
      return { sign: spinner[Math.floor(now / spinnerMilliseconds) % spinner.length] ?? "·", colour: "cyan" };
    case "done":
      return row.undoes === undefined ? { sign: "✔", colour: "green" } : { sign: "↶", colour: "yellow" };
    case "failed":
      return { sign: "✖", colour: "red" };
    case "skipped":
      return { sign: "–", colour: "dim" };
  }
}
