import { type DestinationStream, pino } from "pino";
import { version } from "../../../model/version.ts";
import type { GatewayLog, RequestEntry } from "./gateway-log.ts";

const base = { name: "mcpc-gateway", version };

/** A gateway's log as JSON lines. Requests that failed on our side or behind us are warnings. */
export function pinoLog(destination: DestinationStream, level: string): GatewayLog {
  const logger = pino({ level, base, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const tells = { info: logger.isLevelEnabled("info"), warn: logger.isLevelEnabled("warn") };
  return {
    // Written as pino would: there is one for each call, and pino's own way costs several times as much.
    request: (entry) => {
      const kind = entry.status >= 500 ? "warn" : "info";
      if (tells[kind]) destination.write(requestLine(levels[kind], entry));
    },
    event: (kind, message, fields = {}) => logger[kind](fields, message),
  };
}

const levels = { info: pino.levels.values["info"] ?? 30, warn: pino.levels.values["warn"] ?? 40 };
const baseFields = JSON.stringify(base).slice(1, -1);
let timeAt = Number.NaN;
let time = "";

function requestLine(level: number, entry: RequestEntry): string {
  const { requestId, httpMethod, path, status, ms, caller, server, method, tool, outcome } = entry;
  const now = Date.now();
  if (now !== timeAt) {
    timeAt = now;
    time = new Date(now).toISOString();
  }
  let line = `{"level":${level},"time":"${time}",${baseFields},"requestId":${JSON.stringify(requestId)},"httpMethod":"${httpMethod}"`;
  line += `,"path":${JSON.stringify(path)},"status":${status},"ms":${ms}`;
  if (caller !== undefined) line += `,"caller":${JSON.stringify(caller)}`;
  if (server !== undefined) line += `,"server":${JSON.stringify(server)}`;
  if (method !== undefined) line += `,"method":${JSON.stringify(method)}`;
  if (tool !== undefined) line += `,"tool":${JSON.stringify(tool)}`;
  if (outcome !== undefined) line += `,"outcome":"${outcome}"`;
  return `${line},"msg":"request"}\n`;
}
