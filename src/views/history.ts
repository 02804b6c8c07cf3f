import type { PlanSummary } from "../engine/plan.ts";
import type { Revision } from "../engine/revision.ts";
import { heading } from "./text/heading.ts";
import { lastLine } from "./text/last-line.ts";
import { type Cell, type Column, table } from "./text/table.ts";
import { age, count, duration } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

export interface HistoryReport {
  readonly stack: string;
  readonly environment: string;
  readonly target: string;
  /** In any order; shown newest first. */
  readonly revisions: readonly Revision[];
}

const columns: readonly Column[] = [{ align: "right" }, {}, {}, {}, {}, { align: "right" }, { shrinkTo: 8 }];

/** All revisions, newest first, for people. */
export function historyText(report: HistoryReport, options: ViewOptions & { readonly now: number }): string {
  const { paint, width, now } = options;
  const top = heading(report, options).join("\n");
  const revisions = newestFirst(report.revisions);
  if (revisions.length === 0)
    return `${top}\n\n${lastLine("Nothing was applied here yet.", `mcpc apply -e ${report.environment}`, options)}`;
  const header = ["REVISION", "WHAT", "RESULT", "CHANGES", "WHEN", "TOOK", "BY"].map((text) => ({ text, paint: paint.bold }));
  const lines = table(columns, [header, ...revisions.map((revision) => cells(revision, now, options))], { width });
  const stable = revisions.find((revision) => revision.stable);
  const words = stable === undefined ? "none of them stable" : `the last stable one is ${stable.revision}`;
  const back = revisions.find((revision) => revision.stable && revision.desiredDigest !== revisions[0]?.desiredDigest);
  const next = back === undefined ? "" : `mcpc rollback ${back.revision} -e ${report.environment}`;
  return `${top}\n\n${lines.join("\n")}\n\n${lastLine(`${count(revisions.length, "revision")}, ${words}.`, next, options)}`;
}

/** The same as data: times as ISO 8601 in UTC, and no spec of any resource. */
export function historyJson({ stack, environment, target, revisions }: HistoryReport): unknown {
  return { formatVersion: "1.0", stack, environment, target, revisions: newestFirst(revisions).map(revisionJson) };
}

function revisionJson(item: Revision): unknown {
  const { revision, mode, of = null, result, stable, who, tool, inputDigest, desiredDigest, summary } = item;
  const finished = item.finished === undefined ? null : new Date(item.finished).toISOString();
  const started = new Date(item.started).toISOString();
  return { revision, mode, of, result, stable, started, finished, who, tool, inputDigest, desiredDigest, summary };
}

function newestFirst(revisions: readonly Revision[]): readonly Revision[] {
  return revisions.toSorted((a, b) => b.revision - a.revision);
}

function cells(item: Revision, now: number, { paint }: ViewOptions): readonly Cell[] {
  const { mode, of, result, stable, started, finished, who } = item;
  const colour = stable ? paint.green : result === "failed" ? paint.red : paint.yellow;
  return [
    String(item.revision),
    mode === "rollback" && of !== undefined ? `rollback to ${of}` : mode,
    { text: stable ? "stable" : result, paint: colour },
    changes(item.summary),
    `${age(now - started)} ago`,
    finished === undefined ? "–" : duration(finished - started),
    visible(who),
  ];
}

/** With the signs of a plan: `+1 ~2 -1`. */
function changes({ create, adopt, update, replace, restart, delete: gone }: PlanSummary): string {
  const parts = [
    ["+", create + adopt],
    ["~", update + replace + restart],
    ["-", gone],
  ] as const;
  const words = parts.filter(([, number]) => number > 0).map(([sign, number]) => sign + number);
  return words.length === 0 ? "none" : words.join(" ");
}
