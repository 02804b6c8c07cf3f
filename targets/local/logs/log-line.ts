import type { LogLine } from "../../../src/engine/target.ts";

const streams = new Set(["stdout", "stderr", "supervisor"]);

/** A line of the front door's log, as pino begins it. */
const requestLine = /^\{"level":\d+,"time":"([^"]+)"/;

/** Reads a line of JSON of the front door, or `<ISO time> <stream> <text>`; a line of any other form is text of stderr. */
export function parseLogLine(name: string, line: string): LogLine {
  const requested = Date.parse(requestLine.exec(line)?.[1] ?? "");
  if (!Number.isNaN(requested)) return { name, time: requested, stream: "stdout", text: line };
  const [, stamp = "", stream = "", text = ""] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\w+) ?(.*)$/s.exec(line) ?? [];
  const time = Date.parse(stamp);
  if (!streams.has(stream) || Number.isNaN(time)) return { name, stream: "stderr", text: line };
  return { name, time, stream: stream as LogLine["stream"], text };
}
