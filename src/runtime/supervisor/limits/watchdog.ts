import type { Resources } from "../../../model/server.ts";
import type { Clock } from "../clock.ts";
import { type ProcessEntry, readProcessTable } from "../process/process-table.ts";

/** What a process group uses. */
export interface GroupUsage {
  readonly memoryBytes: number;
  readonly processes: number;
}

/** Usage by group id, from one look at the process table. Memory is the sum of resident sets, pages that are shared count more than once. */
export function groupUsage(table: Iterable<ProcessEntry>): Map<number, GroupUsage> {
  const usage = new Map<number, GroupUsage>();
  for (const entry of table) {
    if (entry.zombie) continue;
    const before = usage.get(entry.group) ?? { memoryBytes: 0, processes: 0 };
    usage.set(entry.group, { memoryBytes: before.memoryBytes + entry.memoryBytes, processes: before.processes + 1 });
  }
  return usage;
}

/** Which limit a group exceeds, as a message; `undefined` while it keeps them. */
export function exceededLimit(usage: GroupUsage, limits: Resources): string | undefined {
  const { memoryBytes, pids } = limits;
  if (memoryBytes !== undefined && usage.memoryBytes > memoryBytes) {
    return `used ${mebibytes(usage.memoryBytes)}, limit ${mebibytes(memoryBytes)}`;
  }
  return pids !== undefined && usage.processes > pids ? `ran ${usage.processes} processes, limit ${pids}` : undefined;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1_024 / 1_024)} MiB`;
}

const intervalMs = 2_000;
/** A look may cost this share of a core; on a machine with very many processes it is taken less often. */
const costShare = 0.005;

interface Watched {
  readonly limits: Resources;
  readonly onExceeded: (reason: string) => void;
}

/** Keeps memory and process limits where the kernel does not do it for us: looks every two seconds, only while somebody has limits. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #watched = new Map<number, Watched>();
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  watch(group: number, limits: Resources, onExceeded: (reason: string) => void): void {
    if (limits.memoryBytes === undefined && limits.pids === undefined) return;
    this.#watched.set(group, { limits, onExceeded });
    this.#cancel ??= this.#clock.after(intervalMs, () => this.#look());
  }

  forget(group: number): void {
    this.#watched.delete(group);
    if (this.#watched.size > 0) return;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #look(): void {
    const started = performance.now();
    const usage = groupUsage(readProcessTable().values());
    this.#cancel = this.#clock.after(Math.max(intervalMs, (performance.now() - started) / costShare), () => this.#look());
    for (const [group, { limits, onExceeded }] of [...this.#watched]) {
      const used = usage.get(group);
      const reason = used === undefined ? undefined : exceededLimit(used, limits);
      if (reason === undefined) continue;
      this.forget(group);
      onExceeded(reason);
    }
  }
}
