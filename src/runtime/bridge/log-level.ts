import type { JsonObject } from "../../mcp/json-rpc.ts";

/** RFC 5424, 6.2.1, least severe first. */
const levels = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

/** Does a client that asked for `level` and above get this log message? What has an unknown level is passed on. */
export function passesLevel(level: unknown, params: JsonObject | undefined): boolean {
  const least = levels.indexOf(String(level));
  const own = levels.indexOf(String(params?.["level"]));
  return least < 0 || own < 0 || own >= least;
}
