import type { Diagnostic, RelatedPlace, Severity } from "../diagnostic.ts";
import type { SourceFile, SourceRange } from "../source.ts";
import { codeFrame } from "./code-frame.ts";
import { orderedDiagnostics } from "./ordered.ts";
import { type Paint, plainPaint } from "./paint.ts";
import { visibleText, widthOf } from "./visible-text.ts";
import { wrap } from "./wrap.ts";

export interface TextOptions {
  readonly paint?: Paint;
  /** How much was looked at, for the last line. */
  readonly counts?: { readonly servers: number; readonly services: number };
  /** Columns of source text that a code frame may take; default 100. */
  readonly width?: number;
  /** Break messages and hints at so many columns, for a terminal; elsewhere each is one line, for other programs to find. */
  readonly wrapAt?: number;
}

/**
 * Diagnostics for a person: `file:line:col - severity CODE: message`, the source with the token marked, the hint, related places, and a
 * last line with the totals. Empty text for no diagnostics; otherwise it ends with a newline.
 */
export function renderText(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[], options: TextOptions = {}): string {
  if (diagnostics.length === 0) return "";
  const frame: FrameContext = {
    paint: options.paint ?? plainPaint,
    width: options.width ?? 100,
    wrapAt: options.wrapAt ?? Number.POSITIVE_INFINITY,
    sources: maskedSources(diagnostics, sources),
  };
  const ordered = orderedDiagnostics(diagnostics, sources);
  const blocks = ordered.map((diagnostic) => renderOne(diagnostic, frame));
  return `${[...blocks, summaryLine(ordered, options)].join("\n\n")}\n`;
}

/** The sources by path, with every secret in them covered: a frame may show the line above its own. */
function maskedSources(diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): ReadonlyMap<string, SourceFile> {
  const secrets = Map.groupBy(
    diagnostics.flatMap(({ sensitive, range }) => (sensitive && range !== undefined ? [range] : [])),
    ({ file }) => file,
  );
  return new Map(sources.map(({ path, text }) => [path, { path, text: covered(text, secrets.get(path) ?? []) }]));
}

/** The same text, each of the ranges made of dots; offsets stay what they were. */
function covered(text: string, ranges: readonly SourceRange[]): string {
  if (ranges.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start.offset - b.start.offset)) {
    const from = Math.max(at, start.offset);
    const to = Math.max(from, end.offset);
    pieces.push(text.slice(at, from), text.slice(from, to).replace(/[^\s"'|>]/g, "•"));
    at = to;
  }
  return pieces.join("") + text.slice(at);
}

interface FrameContext {
  readonly paint: Paint;
  readonly width: number;
  readonly wrapAt: number;
  readonly sources: ReadonlyMap<string, SourceFile>;
}

function renderOne(diagnostic: Diagnostic, context: FrameContext): string {
  const { paint, wrapAt } = context;
  const { range, severity, code, message, hint, suggestion } = diagnostic;
  const colour = severityColour(severity, paint);
  const place = range === undefined ? "" : `${placeOf(range, paint)} - `;
  const before = range === undefined ? 0 : widthOf(`${placeOf(range, plainPaint)} - `);
  const [first = "", ...others] = wrap(visibleText(message), wrapAt - 4, wrapAt - before - widthOf(`${severity} ${code}: `));
  const lines = [`${place}${colour(severity)} ${paint.dim(`${code}:`)} ${first}`, ...others.map((line) => `    ${line}`)];
  const suggested = suggestion === undefined ? undefined : `did you mean ${quote(suggestion.text)}?`;
  const drawn = range === undefined ? [] : drawFrame(range, context, { colour, note: suggested, before: true });
  lines.push(...drawn);
  if (suggested !== undefined && drawn.length === 0) lines.push(`  ${suggested}`);
  const hints = hint === undefined ? [] : hint.split("\n").flatMap((line) => wrap(visibleText(line), wrapAt - 8));
  if (hints.length > 0) lines.push(`  ${paint.bold("hint:")} ${hints.join("\n        ")}`);
  for (const related of diagnostic.related ?? []) lines.push(...renderRelated(related, context));
  return lines.join("\n");
}

function renderRelated(related: RelatedPlace, context: FrameContext): string[] {
  const line = `  ${placeOf(related.range, context.paint)} - ${visibleText(related.message)}`;
  return [line, ...drawFrame(related.range, context, { colour: context.paint.dim, note: undefined, before: false })];
}

interface FrameStyle {
  readonly colour: (text: string) => string;
  readonly note: string | undefined;
  readonly before: boolean;
}

function drawFrame(range: SourceRange, context: FrameContext, style: FrameStyle): string[] {
  const source = context.sources.get(range.file);
  const frame = source === undefined ? undefined : codeFrame(source, range, { width: context.width, before: style.before });
  if (frame === undefined) return [];
  const { dim } = context.paint;
  const gutter = Math.max(...frame.lines.map((line) => String(line.number).length), 2);
  const drawn = frame.lines.map(({ number, text }) => `  ${dim(`${String(number).padStart(gutter)} │`)} ${text}`.trimEnd());
  const carets = style.colour("^".repeat(frame.marker.length));
  const note = style.note === undefined ? "" : ` ${style.note}`;
  return ["", ...drawn, `  ${dim(`${" ".repeat(gutter)} │`)} ${" ".repeat(frame.marker.indent)}${carets}${note}`];
}

function placeOf({ file, start }: SourceRange, paint: Paint): string {
  return `${paint.bold(visibleText(file))}:${start.line}:${start.column}`;
}

function quote(text: string): string {
  return `"${visibleText(text)}"`;
}

function severityColour(severity: Severity, paint: Paint): (text: string) => string {
  if (severity === "error") return paint.red;
  return severity === "warning" ? paint.yellow : paint.dim;
}

function summaryLine(diagnostics: readonly Diagnostic[], { paint = plainPaint, counts }: TextOptions): string {
  const count = (severity: Severity): number => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const parts = [
    { text: plural(count("error"), "error"), amount: count("error"), colour: paint.red },
    { text: plural(count("warning"), "warning"), amount: count("warning"), colour: paint.yellow },
    { text: plural(count("info"), "note"), amount: count("info"), colour: paint.dim },
  ].filter((part) => part.amount > 0);
  const totals = parts.map((part) => part.colour(part.text)).join(", ");
  const where = counts === undefined ? "" : ` in ${countsText(counts)}`;
  return `${totals}${where}${paint.dim(` · mcpc explain ${codeToExplain(diagnostics)} shows an example`)}`;
}

function countsText({ servers, services }: NonNullable<TextOptions["counts"]>): string {
  const parts = [plural(servers, "server")];
  if (services > 0) parts.push(plural(services, "service"));
  return parts.join(", ");
}

/** The worst problem that does not already say how to put it right. */
function codeToExplain(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const candidates = errors.length > 0 ? errors : diagnostics;
  return (candidates.find((diagnostic) => diagnostic.suggestion === undefined) ?? candidates[0])?.code ?? "";
}

function plural(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
