import { structuredPatch } from "diff";
import type { Action } from "../engine/change.ts";
import type { Plan } from "../engine/plan.ts";
import type { Address } from "../model/address.ts";
import { heading } from "./text/heading.ts";
import { lastLine } from "./text/last-line.ts";
import { specText } from "./text/spec-text.ts";
import { count } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

export interface DiffReport extends Pick<Plan, "stack" | "environment" | "target"> {
  readonly resources: readonly {
    readonly address: Address;
    readonly action: Action;
    readonly reason: string;
    readonly before?: unknown;
    readonly after?: unknown;
  }[];
}

/** Every change as the difference of two texts (unified, three lines of context), for people who read patches. */
export function diffText(report: DiffReport, options: ViewOptions): string {
  const top = heading(report, options).join("\n");
  const { resources, environment } = report;
  if (resources.length === 0) return `${top}\n\n${lastLine("No differences.", "", options)}`;
  const blocks = resources.map((resource) => block(resource, options).join("\n"));
  const end = lastLine(
    `${count(resources.length, "resource")} differ${resources.length === 1 ? "s" : ""}.`,
    `mcpc apply -e ${environment}`,
    options,
  );
  return `${[top, ...blocks].join("\n\n")}\n\n${end}`;
}

/** The same as data. */
export function diffJson({ stack, environment, target, resources }: DiffReport): unknown {
  const list = resources.map(({ address, action, reason, before = null, after = null }) => ({ address, action, reason, before, after }));
  return { formatVersion: "1.0", stack, target, environment, resources: list };
}

function block({ address, action, reason, before, after }: DiffReport["resources"][number], { paint }: ViewOptions): readonly string[] {
  const hunks = structuredPatch("", "", textOf(before), textOf(after), "", "", { context: 3 }).hunks;
  const head = paint.bold(`${visible(address)}  ${action}: ${visible(reason)}`);
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
    paint.cyan(`@@ -${span(oldStart, oldLines)} +${span(newStart, newLines)} @@`),
    ...changed.map((line) => colour(visible(line), paint)),
  ]);
  return [head, ...lines];
}

/** An empty side begins before its first line. */
function span(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

function colour(line: string, paint: ViewOptions["paint"]): string {
  if (line.startsWith("+")) return paint.green(line);
  return line.startsWith("-") ? paint.red(line) : line;
}

function textOf(spec: unknown): string {
  return spec === undefined ? "" : specText(spec, { sorted: true });
}
