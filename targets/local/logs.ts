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
    const paths = await logPaths(files, host, query);
    const added = paths.filter(([, path]) => !readers.has(path)).map(([name, path]) => new LogReader(name, path, host));
    for (const reader of added) readers.set(reader.path, reader);
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

type Files = ReturnType<typeof supervisorFiles>;

/** Name and path of each log that is asked for. Those of mcpc itself have a dot in their name, which no server and no service has. */
async function logPaths(files: Files, host: ReadOnlyHost, { names, frontDoor = false }: LogQuery): Promise<readonly [string, string][]> {
  const found = (await host.list(files.logs)).flatMap((file) => /^([^.]+)\.log$/.exec(file)?.[1] ?? []);
  const wanted = names.length === 0 && !frontDoor ? found : found.filter((name) => names.includes(name));
  const units = wanted.map((name): [string, string] => [name, files.log(name)]);
  return frontDoor ? [...units, ["gateway", files.gatewayLog]] : units;
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
