import type { ReadOnlyHost } from "../../../src/host/host.ts";
import type { Container } from "../docker/container.ts";
import { isOwnEngine } from "./own-engine.ts";

const root = "/sys/fs/cgroup";

/** Where the kernel counts a container's memory, and which line of `memory.stat` tells of file pages that it may drop at any time. */
interface Account {
  readonly folder: string;
  readonly used: string;
  readonly droppable: string;
}

/**
 * Bytes that a running container uses, as `docker stats` counts them: without the file pages that the kernel may drop. Read from the kernel's own
 * files, because docker takes two seconds to tell; `undefined` where the engine is not on this machine, as with one in a virtual machine.
 */
export async function memoryUse({ id, state }: Pick<Container, "id" | "state">, host: ReadOnlyHost): Promise<number | undefined> {
  if (state.status !== "running" || state.pid <= 0 || !isOwnEngine(host)) return undefined;
  const account = accountOf(id, await textOf(`/proc/${state.pid}/cgroup`, host));
  if (account === undefined) return undefined;
  const [used, stat] = await Promise.all([
    textOf(`${root}${account.folder}/${account.used}`, host),
    textOf(`${root}${account.folder}/memory.stat`, host),
  ]);
  const bytes = /^\d+$/.test(used.trim()) ? Number(used) : undefined;
  const droppable = Number(new RegExp(`^${account.droppable} (\\d+)$`, "m").exec(stat)?.[1] ?? 0);
  return bytes === undefined ? undefined : bytes - (droppable < bytes ? droppable : 0);
}

/** By cgroups(7); a process here that only has the same number is not in a group that is named after the container. */
function accountOf(id: string, groups: string): Account | undefined {
  const lines = groups.split("\n").filter((line) => line.includes(id));
  const first = lines.flatMap((line) => /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.+)$/.exec(line)?.[1] ?? [])[0];
  if (first !== undefined) return { folder: `/memory${first}`, used: "memory.usage_in_bytes", droppable: "total_inactive_file" };
  const second = lines.flatMap((line) => /^0::(.+)$/.exec(line)?.[1] ?? [])[0];
  return second === undefined ? undefined : { folder: second, used: "memory.current", droppable: "inactive_file" };
}

/** Empty where it cannot be read. */
async function textOf(path: string, host: ReadOnlyHost): Promise<string> {
  const bytes = await host.readFile(path).catch(() => undefined);
  return bytes === undefined ? "" : new TextDecoder().decode(bytes);
}
