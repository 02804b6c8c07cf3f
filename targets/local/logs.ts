import type { Scope } from "../../src/engine/scope.ts";
import type { LogLine, LogQuery } from "../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../src/host/host.ts";
import { supervisorFiles } from "../../src/runtime/supervisor/state-files.ts";
import { LogReader } from "./logs/log-reader.ts";

const pauseMs = 200;

/** What servers and services wrote: the last lines of each in the order of time, then, when asked, what comes. */
export async function* logs(scope: Scope, host: ReadOnlyHost, query: LogQuery): AsyncIterable<LogLine> {
  const readers = new Map<string, LogReader>();
  const files = supervisorFiles(scope.stateDirectory);
  const add = async (): Promise<LogReader[]> => {
    const names = (await logNames(files.logs, host)).filter((name) => query.names.length === 0 || query.names.includes(name));
    const added = names.filter((name) => !readers.has(name)).map((name) => new LogReader(name, files.log(name), host));
    for (const reader of added) readers.set(reader.name, reader);
    return added;
  };
  const history = await Promise.all((await add()).map((reader) => reader.history(query.tail)));
  yield* inOrder(history.flat());
  while (query.follow && !query.signal.aborted) {
    await pause(pauseMs, query.signal);
    // What appears while we watch is new from its first line on.
    await add();
    const news = await Promise.all([...readers.values()].map((reader) => reader.news()));
    yield* inOrder(news.flat());
  }
}

async function logNames(folder: string, host: ReadOnlyHost): Promise<readonly string[]> {
  const names = await host.list(folder);
  return names.filter((name) => name.endsWith(".log") && name !== "daemon.log").map((name) => name.slice(0, -".log".length));
}

/** By time; what has none stays behind what stood before it. Sorting keeps the order of equals. */
function inOrder(lines: readonly LogLine[]): readonly LogLine[] {
  let last = 0;
  const dated = lines.map((line) => {
    last = line.time ?? last;
    return { line, time: last };
  });
  return dated.sort((a, b) => a.time - b.time).map(({ line }) => line);
}

/** Rests without a clock of its own: a signal that ends by itself, or the caller's. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = AbortSignal.any([AbortSignal.timeout(milliseconds), signal]);
    if (ended.aborted) resolve();
    else ended.addEventListener("abort", () => resolve(), { once: true });
  });
}
