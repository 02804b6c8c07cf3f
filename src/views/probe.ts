import { wrap } from "../diagnostics/render/wrap.ts";
import type { ProbeResult } from "../mcp/probe.ts";
import { isRecord } from "../model/record.ts";
import { lastLine } from "./text/last-line.ts";
import { type Cell, type Column, table } from "./text/table.ts";
import { count } from "./text/units.ts";
import { visible } from "./text/visible.ts";
import type { ViewOptions } from "./view-options.ts";

/** One server that was probed, under the name or URL it was asked for. */
export interface ProbedServer {
  readonly name: string;
  readonly url?: string;
  readonly result: ProbeResult;
}

const columns: readonly Column[] = [{}, { shrinkTo: 12 }, {}, {}, {}, { align: "right" }, { align: "right" }];
const signs = { ready: ["✔", "green"], "needs-auth": ["!", "yellow"], failed: ["✖", "red"] } as const;

/** What each server said to a handshake, for people. */
export function probeText(servers: readonly ProbedServer[], options: ViewOptions): string {
  const { paint, width } = options;
  const header = ["", "SERVER", "STATE", "ERA", "PROTOCOL", "TOOLS", "TOOK"].map((text) => ({ text, paint: paint.bold }));
  const lines = table(columns, [header, ...servers.map((server) => cells(server, options))], { width });
  const body = lines.flatMap((line, index) => [line, ...messageLines(servers[index - 1], width)]);
  const ready = servers.filter(({ result }) => result.state === "ready").length;
  const code = servers.find(({ result }) => result.code !== undefined)?.result.code;
  const summary = `${ready} of ${count(servers.length, "server")} ready.`;
  return `${body.join("\n")}\n\n${lastLine(summary, code === undefined ? "" : `mcpc explain ${code}`, options)}`;
}

/** The same as data. What is not known is `null`. */
export function probeJson(servers: readonly ProbedServer[]): unknown {
  return {
    formatVersion: "1.0",
    servers: servers.map(({ name, url = null, result }) => {
      const { state, era = null, protocolVersion = null, tools = null, milliseconds, message, code = null } = result;
      return { name, url, state, ready: state === "ready", era, protocol: protocolVersion, tools, milliseconds, message, code };
    }),
  };
}

/** What a bridge answers to whoever asks whether its server is ready, on one line: `ready  2025-11-25  4 tools`. Empty for any other answer. */
export function readinessText(answer: unknown): string {
  if (!isRecord(answer) || answer["ready"] !== true || typeof answer["protocol"] !== "string") return "";
  const { protocol, tools } = answer;
  const words = ["ready", visible(protocol), ...(typeof tools === "number" ? [count(tools, "tool")] : [])];
  return `${words.join("  ")}\n`;
}

function cells({ name, result }: ProbedServer, { paint }: ViewOptions): readonly Cell[] {
  const [sign, colour] = signs[result.state];
  return [
    { text: sign, paint: paint[colour] },
    visible(name),
    { text: result.state, paint: paint[colour] },
    result.era ?? "–",
    visible(result.protocolVersion ?? "–"),
    String(result.tools ?? "–"),
    `${Math.round(result.milliseconds)} ms`,
  ];
}

function messageLines(server: ProbedServer | undefined, width: number): readonly string[] {
  if (server === undefined || server.result.state === "ready") return [];
  return wrap(visible(server.result.message), width - 3).map((line) => `   ${line}`);
}
