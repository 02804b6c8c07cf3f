import type { Scope } from "../../src/engine/scope.ts";
import type { LogLine, LogQuery } from "../../src/engine/target.ts";
import type { CommandLine, ReadOnlyHost } from "../../src/host/host.ts";
import { addressName } from "../../src/model/address.ts";
import type { Container } from "./docker/container.ts";
import { readContainers } from "./docker/read-containers.ts";
import { inOrder, Merged } from "./logs/merged-lines.ts";

/** How often containers that are new are looked for. */
const lookMs = 2000;
const atOnce = 8;

/** What containers wrote: the last lines of each in the order of time, then, when asked, what comes, of new containers too. */
export async function* logs(scope: Scope, host: ReadOnlyHost, query: LogQuery): AsyncIterable<LogLine> {
  const docker = (await host.which("docker")) ?? "docker";
  const find = async () => (await readContainers(scope, host)).ours.filter((container) => isAskedFor(container, query));
  const first = await find();
  const history = await inGroups(first, atOnce, (container) => historyOf(docker, container, query.tail, host));
  yield* inOrder(history.flat());
  if (!query.follow || query.signal.aborted) return;

  const merged = new Merged<LogLine>(query.signal);
  const followed = new Set<string>();
  /** Container → time of its last line. */
  const seen = new Map<string, number>();
  const follow = (container: Container, since: number | undefined) => {
    const { id } = container;
    followed.add(id);
    const from = since === undefined ? ["--tail", "all"] : ["--since", new Date(since + 1).toISOString()];
    const lines = host.follow([docker, "logs", "--follow", "--timestamps", ...from, id], { signal: query.signal });
    const ended = () => followed.delete(id);
    merged.add(
      parsed(container, lines, (time) => seen.set(id, time)),
      ended,
    );
  };
  const now = host.now();
  for (const container of first) seen.set(container.id, now);
  for (const [index, container] of first.entries()) follow(container, history[index]?.at(-1)?.time ?? now);
  // Those that are new, and those that were started anew: docker ends with a container.
  merged.every(lookMs, async () => {
    const running = (await find().catch(() => [])).filter(({ state }) => state.status === "running");
    for (const container of running) if (!followed.has(container.id)) follow(container, seen.get(container.id));
  });
  yield* merged.lines();
}

function isAskedFor({ address }: Pick<Container, "address">, { names, frontDoor = false }: LogQuery): boolean {
  if (names.length === 0 && !frontDoor) return true;
  // With a gateway behind nginx both are the front door.
  if (address === "gateway" || address === "platform.gateway") return frontDoor;
  return names.includes(addressName(address));
}

async function historyOf(docker: string, container: Container, tail: number, host: ReadOnlyHost): Promise<readonly LogLine[]> {
  const { stdout, stderr } = await host.query([docker, "logs", "--timestamps", "--tail", String(tail), container.id], { timeout: 30_000 });
  const lines = (["stdout", "stderr"] as const).flatMap((stream) =>
    (stream === "stdout" ? stdout : stderr)
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => lineOf(container, { stream, text })),
  );
  const sorted = inOrder(lines);
  return tail === 0 ? [] : sorted.slice(-tail);
}

async function* parsed(container: Container, lines: AsyncIterable<CommandLine>, onTime: (time: number) => void): AsyncIterable<LogLine> {
  for await (const line of lines) {
    const read = lineOf(container, line);
    if (read.time !== undefined) onTime(read.time);
    yield read;
  }
}

/** `2026-11-23T15:03:38.253713517Z text`, as the engine dates lines. */
function lineOf({ address }: Container, { stream, text }: CommandLine): LogLine {
  const [, date = "", rest = text] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ?(.*)$/s.exec(text) ?? [];
  const time = Date.parse(date);
  return { name: addressName(address), ...(Number.isFinite(time) && { time }), stream, text: rest.replace(/\r$/, "") };
}

async function inGroups<Item, Result>(
  items: readonly Item[],
  size: number,
  act: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < items.length; index += size) results.push(...(await Promise.all(items.slice(index, index + size).map(act))));
  return results;
}
