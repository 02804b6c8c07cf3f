import * as z from "zod";
import type { ReadOnlyHost } from "../../host/host.ts";

/** Who holds a lock; the content of the lock file. */
export interface LockHolder {
  /** Of this one lock; tells it from every other that was ever taken. */
  readonly id: string;
  /** `apply`, `destroy`, `rollback`. */
  readonly operation: string;
  readonly who: string;
  readonly host: string;
  readonly pid: number;
  /** As the kernel tells it, where it does: a reused pid is not mistaken then. */
  readonly startTime?: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly tool: string;
}

const holderSchema: z.ZodType<LockHolder> = z.object({
  id: z.string(),
  operation: z.string(),
  who: z.string(),
  host: z.string(),
  pid: z.int(),
  startTime: z.string().optional(),
  created: z.number(),
  tool: z.string(),
});

/** Reads a lock file. `undefined` when there is none; a file that says nothing useful is held by nobody known, and never stale. */
export async function readHolder(host: ReadOnlyHost, path: string): Promise<LockHolder | undefined> {
  const bytes = await host.readFile(path);
  if (bytes === undefined) return undefined;
  try {
    return holderSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return { id: "", operation: "something", who: "somebody", host: "unknown", pid: 0, created: 0, tool: "" };
  }
}

/** True when the holder can no longer be at work. Processes of another machine cannot be looked at, so they count as alive. */
export async function isStale(host: ReadOnlyHost, holder: LockHolder): Promise<boolean> {
  if (holder.id === "" || holder.host !== host.process.hostname) return false;
  return !(await host.isAlive(holder.pid, holder.startTime));
}

/** When this process started: field 22 of `/proc/PID/stat` (proc(5)); nothing where there is no such file. */
export async function ownStartTime(host: ReadOnlyHost): Promise<string | undefined> {
  if (host.platform !== "linux") return undefined;
  try {
    const text = new TextDecoder().decode(await host.readFile(`/proc/${host.process.pid}/stat`));
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses: count from its end.
    return text.includes(")") ? text.slice(text.lastIndexOf(")") + 2).split(" ")[19] : undefined;
  } catch {
    return undefined;
  }
}
