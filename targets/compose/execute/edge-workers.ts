import type { Host, ReadOnlyHost } from "../../../src/host/host.ts";
import { askDocker } from "../docker/docker-command.ts";

const pauseMs = 100;
/** Workers come within milliseconds; where none have come by then, nginx refused what it was given. */
const newWorkersMs = 10_000;
/** Calls under way end; streams would stay open for hours, and their clients open them again. */
const drainMs = 15_000;

/** mcpc's gateway takes its file over at once; what it had passed on by then gets so long. */
const gatewayMs = 3000;

export interface Workers {
  readonly serving: readonly string[];
  /** Those that finish what they have begun. */
  readonly leaving: readonly string[];
}

/** Worker processes of an nginx; `undefined` when it is none. */
export async function workersOf(container: string, host: ReadOnlyHost): Promise<Workers | undefined> {
  const output = await askDocker(
    ["top", container, "-eo", "pid,args"],
    { what: "list processes of the front door", thing: "gateway" },
    host,
  );
  const lines = output.split("\n").map((line) => line.trim());
  if (!lines.some((line) => /\d+ nginx: master process/.test(line))) return undefined;
  const workers = lines.flatMap((line) => {
    const [, pid, leaving] = /^(\d+) nginx: worker process( is shutting down)?/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid, leaving: leaving !== undefined }];
  });
  const pids = (leaving: boolean) => workers.filter((worker) => worker.leaving === leaving).map(({ pid }) => pid);
  return { serving: pids(false), leaving: pids(true) };
}

export interface WaitOptions {
  /** Wait for a while until those of before have finished their calls. */
  readonly drain: boolean;
  readonly signal: AbortSignal;
}

/** Waits until others serve than before. False when no others came. */
export async function newWorkers(
  container: string,
  before: Workers | undefined,
  { drain, signal }: WaitOptions,
  host: Host,
): Promise<boolean> {
  if (before === undefined) {
    await host.sleep(gatewayMs, signal);
    return true;
  }
  const old = new Set(before.serving);
  const began = host.now();
  for (let now = await workersOf(container, host); ; now = await workersOf(container, host)) {
    const { serving = [], leaving = [] } = now ?? {};
    const came = serving.length > 0 && serving.every((pid) => !old.has(pid));
    const passed = host.now() - began;
    if (came && (!drain || leaving.length === 0 || passed >= drainMs)) return true;
    if (!came && passed >= newWorkersMs) return false;
    await host.sleep(pauseMs, signal);
  }
}
