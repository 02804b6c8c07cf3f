import { type DestinationStream, pino } from "pino";
import { version } from "../../../model/version.ts";
import type { GatewayLog } from "./gateway-log.ts";

/** A gateway's log as JSON lines. Requests that failed on our side or behind us are warnings. */
export function pinoLog(destination: DestinationStream, level: string): GatewayLog {
  const logger = pino({ level, base: { name: "mcpc-gateway", version }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    request: (entry) => logger[entry.status >= 500 ? "warn" : "info"](entry, "request"),
    event: (kind, message, fields = {}) => logger[kind](fields, message),
  };
}
