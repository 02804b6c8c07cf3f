import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { isSameProcess, readProcess } from "./process/process-table.ts";

/** Content of `daemon.json`. Holds no secret. */
export interface DaemonRecord {
  readonly pid: number;
  readonly startTime?: string;
  /** Version of mcpc. */
  readonly tool: string;
  /** Front door; absent until it listens. */
  readonly url?: string;
  readonly socket: string;
  /** Part of every instance name of this daemon's processes. */
  readonly token: string;
}

const tries = 5;

/**
 * Makes this process the supervisor of a state directory: `daemon.json` is created whole or not at all, and only where no
 * living daemon owns it. Gives the record of a dead predecessor, whose leftovers are now ours to end.
 *
 * @throws DiagnosticError MCPC6201 while another one lives.
 */
export function claimDaemon(path: string, own: DaemonRecord, owner: { stack: string; environment: string }): DaemonRecord | undefined {
  let former: DaemonRecord | undefined;
  const draft = `${path}.${process.pid}`;
  try {
    for (let attempt = 0; attempt < tries; attempt++) {
      writeFileSync(draft, `${JSON.stringify(own)}\n`, { mode: 0o600 });
      if (link(draft, path)) return former;
      const present = readDaemonRecord(path);
      if (present !== undefined && isSameProcess(present.pid, present.startTime)) {
        throw new DiagnosticError(diagnose("MCPC6201", { ...owner, pid: present.pid }));
      }
      former = present ?? former;
      removeStale(path, present);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new DiagnosticError(diagnose("MCPC6205", { path, reason: "it changes all the time" }));
}

/** Replaces our own record, whole or not at all. */
export function updateDaemonRecord(path: string, own: DaemonRecord): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(own)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function readDaemonRecord(path: string): DaemonRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(path, "utf8")) as Partial<DaemonRecord> | null;
    return typeof record?.pid === "number" && typeof record.token === "string" ? (record as DaemonRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** What `daemon.json` tells of this very process. */
export function ownRecord(tool: string, socket: string, token: string): DaemonRecord {
  return { pid: process.pid, startTime: readProcess(process.pid)?.startTime, tool, socket, token };
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a dead daemon's record away, unless somebody was faster and the file is a new one by now: that one is put back. */
function removeStale(path: string, stale: DaemonRecord | undefined): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readDaemonRecord(aside)?.token !== stale?.token) link(aside, path);
  rmSync(aside, { force: true });
}
