import type { Scope } from "../../src/engine/scope.ts";
import type { LogLine, LogQuery } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { LogTail } from "./logs/log-tail.ts";
import { readRecord } from "./site/files.ts";

const pauseMs = 300;

/** What nginx wrote of the calls to each server, and of what went wrong; then, when asked, what comes. */
export async function* logs(scope: Scope, host: ReadOnlyHost, query: LogQuery): AsyncIterable<LogLine> {
  const record = await readRecord(scope, host);
  if (record === undefined) return;
  const { access, error } = record.spec.logs;
  const tails = [new LogTail(access, "stdout", host), new LogTail(error, "stderr", host)];
  // All that nginx writes is the front door's.
  const wanted = (line: LogLine) => query.frontDoor === true || query.names.length === 0 || query.names.includes(line.name);
  const history = (await Promise.all(tails.map((tail) => tail.history(query.tail, wanted)))).flat();
  yield* history.sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  while (query.follow && !query.signal.aborted) {
    await pause(pauseMs, query.signal);
    for (const tail of tails) yield* (await tail.news()).filter(wanted);
  }
}

/** Rests without a clock of its own: a signal that ends by itself, or the caller's. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = AbortSignal.any([AbortSignal.timeout(milliseconds), signal]);
    if (ended.aborted) resolve();
    else ended.addEventListener("abort", () => resolve(), { once: true });
  });
}
