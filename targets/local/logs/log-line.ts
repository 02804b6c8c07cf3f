import type { LogLine } from "../../../src/engine/target.ts";

const streams = new Set(["stdout", "stderr", "supervisor"]);

/** Reads `<ISO time> <stream> <text>`; a line of any other form is text of stderr. */
export function parseLogLine(name: string, line: string): LogLine {
  const [, stamp = "", stream = "", text = ""] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\w+) ?(.*)$/s.exec(line) ?? [];
  const time = Date.parse(stamp);
  if (!streams.has(stream) || Number.isNaN(time)) return { name, stream: "stderr", text: line };
  return { name, time, stream: stream as LogLine["stream"], text };
}
