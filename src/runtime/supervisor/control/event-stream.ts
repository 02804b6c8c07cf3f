import type { ServerResponse } from "node:http";
import type { Supervisor } from "../supervisor.ts";

/** A reader that lets so much pile up has gone away or hangs; it is cut off and may ask again. */
const waitingLimitBytes = 4 * 1_024 * 1_024;

/** Answers with one JSON object per line: every unit's present state, then each change, until either side ends it. */
export function streamEvents(supervisor: Supervisor, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  response.flushHeaders();
  const unsubscribe = supervisor.subscribe((event) => {
    response.write(`${JSON.stringify(event)}\n`);
    if (response.writableLength > waitingLimitBytes) response.destroy();
  });
  response.once("close", unsubscribe);
  response.on("error", () => response.destroy());
}
