import { wrap } from "../diagnostics/render/wrap.ts";
import type { EnvironmentStatus, StatusEntry } from "../engine/target.ts";
import { stateColour } from "./status/state-colour.ts";
import { heading } from "./text/heading.ts";
import { lastLine } from "./text/last-line.ts";
import { shortenMiddle } from "./text/shorten.ts";
import { type Cell, type Column, table } from "./text/table.ts";
import { age, bytes, uptime } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

/** What there is to say about one environment at this moment. */
export interface StatusReport {
  readonly stack: string;
  readonly environment: string;
  readonly target: string;
  /** The revision that is in place; absent before the first apply. `time` is milliseconds since the epoch. */
  readonly revision?: { readonly revision: number; readonly stable: boolean; readonly time: number };
  readonly status: EnvironmentStatus;
}

export interface StatusViewOptions extends ViewOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const columns: readonly Column[] = [
  {},
  {},
  { align: "right" },
  {},
  { align: "right" },
  { align: "right" },
  { align: "right" },
  { shrinkTo: 12 },
];
/** Tools, protocol and URL: services have none of them. */
const serverOnly = new Set([2, 3, 7]);
const messageIndent = 10;

/** The state of every server and service, for people; what is not well says why. */
export function statusText(report: StatusReport, options: StatusViewOptions): string {
  const { status } = report;
  const top = `${heading(report, options).join("\n")}${revisionWords(report, options)}`;
  const servers = status.entries.filter(({ address }) => address.startsWith("server."));
  const services = status.entries.filter(({ address }) => !address.startsWith("server."));
  const parts = [top];
  if (servers.length > 0) parts.push(entryTable("SERVER", servers, status.url, options));
  if (services.length > 0) parts.push(entryTable("SERVICE", services, status.url, options));
  return `${parts.join("\n\n")}\n\n${closing(report, servers, options)}`;
}

/** The same as data. What is not known is `null`. */
export function statusJson({ stack, environment, target, revision, status }: StatusReport): unknown {
  const of = (kind: string) => status.entries.filter(({ address }) => address.startsWith(kind)).map(entryJson);
  return {
    formatVersion: "1.0",
    stack,
    environment,
    target,
    revision: revision?.revision ?? 0,
    stable: revision?.stable ?? false,
    url: status.url ?? null,
    endpoint: status.endpoint ?? null,
    message: status.message ?? null,
    servers: of("server."),
    services: of("service."),
  };
}

function entryJson(entry: StatusEntry): unknown {
  const { name, state, ready, pid = null, restarts, protocol = null, tools = null, url = null } = entry;
  const { uptimeSeconds = null, memoryBytes = null, message = null } = entry;
  return { name, state, ready, pid, restarts, protocol, tools, url, uptimeSeconds, memoryBytes, message };
}

function revisionWords({ revision }: StatusReport, { now }: StatusViewOptions): string {
  if (revision === undefined) return ", nothing applied yet";
  return `, revision ${revision.revision} (${revision.stable ? "stable" : "not stable"}, ${age(now - revision.time)})`;
}

function entryTable(title: string, entries: readonly StatusEntry[], base: string | undefined, options: ViewOptions): string {
  const { paint, width } = options;
  const header = [title, "STATE", "TOOLS", "PROTOCOL", "UP", "RESTARTS", "MEMORY", "URL"].map((text) => ({ text, paint: paint.bold }));
  const rows = [header, ...entries.map((entry) => entryCells(entry, base, options))];
  const shown = <T>(cells: readonly T[]) => (title === "SERVICE" ? cells.filter((_, index) => !serverOnly.has(index)) : cells);
  const lines = table(shown(columns), rows.map(shown<Cell>), { width });
  return lines.flatMap((line, index) => [line, ...messageLines(entries[index - 1], options)]).join("\n");
}

function entryCells(entry: StatusEntry, base: string | undefined, { paint }: ViewOptions): readonly Cell[] {
  const { state, tools, protocol, uptimeSeconds, restarts, memoryBytes, url = "" } = entry;
  return [
    visible(entry.name),
    { text: visible(state), paint: paint[stateColour(state)] },
    String(tools ?? "–"),
    visible(protocol ?? "–"),
    uptimeSeconds === undefined ? "–" : uptime(uptimeSeconds),
    String(restarts),
    memoryBytes === undefined ? "–" : bytes(memoryBytes),
    visible(base !== undefined && url.startsWith(`${base}/`) ? url.slice(base.length) : url),
  ];
}

/** Why an entry is as it is, below its line, where it always has room. */
function messageLines(entry: StatusEntry | undefined, { paint, width }: ViewOptions): readonly string[] {
  if (entry?.message === undefined || entry.message === "") return [];
  const lines = wrap(visible(entry.message), width - messageIndent);
  return lines.map((line) => " ".repeat(messageIndent) + paint[entry.ready ? "dim" : "yellow"](shortenMiddle(line, width - messageIndent)));
}

function closing({ environment, status }: StatusReport, servers: readonly StatusEntry[], options: ViewOptions): string {
  if (status.entries.length === 0) {
    const message = status.message === undefined ? "Nothing runs here." : `Nothing runs here: ${visible(status.message)}.`;
    return lastLine(message, `mcpc apply -e ${environment}`, options);
  }
  const ready = servers.filter((server) => server.ready).length;
  const where = status.endpoint === undefined ? "" : ` at ${visible(status.endpoint)}`;
  const why = status.message === undefined ? "" : `: ${visible(status.message)}`;
  const ill = status.entries.find((entry) => !entry.ready && entry.state !== "completed");
  const next = ill === undefined ? "" : `mcpc ${remedy(ill)} -e ${environment}`;
  return lastLine(`${ready} of ${servers.length} ready${where}${why}`, next, options);
}

/** What to type about something that is not ready. */
function remedy({ state, name }: StatusEntry): string {
  if (state === "gone") return "apply";
  return `${state === "stopped" ? "start" : "logs"} ${name}`;
}
