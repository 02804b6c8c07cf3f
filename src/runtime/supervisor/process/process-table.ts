import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** One process of this machine, as far as the supervisor must know it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Field 22 of /proc/PID/stat (proc_pid_stat(5)), or what `ps -o lstart` prints where there is no /proc. */
  readonly startTime: string;
  readonly memoryBytes: number;
  /** Dead already, only not yet collected by its parent. */
  readonly zombie: boolean;
}

const hasProc = process.platform === "linux";

/** Every process, by pid. Costs about 10 µs per process on Linux. */
export function readProcessTable(): Map<number, ProcessEntry> {
  const table = new Map<number, ProcessEntry>();
  for (const entry of hasProc ? readProc() : readPs()) table.set(entry.pid, entry);
  return table;
}

/** One process; `undefined` when it is gone or a zombie. */
export function readProcess(pid: number): ProcessEntry | undefined {
  const entry = hasProc ? readProcEntry(pid) : readPs(["-p", String(pid)])[0];
  return entry === undefined || entry.zombie ? undefined : entry;
}

/** True while the very process that was started then still runs. */
export function isSameProcess(pid: number, startTime: string | undefined): boolean {
  const entry = readProcess(pid);
  return entry !== undefined && (startTime === undefined || entry.startTime === startTime);
}

/** Pids of all processes, without their details. */
export function listPids(): number[] {
  if (!hasProc) return readPs().map((entry) => entry.pid);
  const pids: number[] = [];
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (Number.isInteger(pid)) pids.push(pid);
  }
  return pids;
}

function readProc(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const pid of listPids()) {
    const entry = readProcEntry(pid);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

function readProcEntry(pid: number): ProcessEntry | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  return parseStat(pid, stat, pageSize());
}

/** The program's name may hold blanks and parentheses, so the fields are counted from behind the last one. */
export function parseStat(pid: number, stat: string, pageBytes: number): ProcessEntry | undefined {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, parent, group] = fields;
  const startTime = fields[19];
  if (state === undefined || startTime === undefined) return undefined;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    startTime,
    memoryBytes: Number(fields[21]) * pageBytes,
    zombie: state === "Z" || state === "X",
  };
}

let knownPageSize: number | undefined;

/** Node knows its own size in bytes and the kernel tells it in pages; the quotient, as a power of two, is the page size. */
function pageSize(): number {
  if (knownPageSize === undefined) {
    const pages = Number(readFileSync("/proc/self/statm", "latin1").split(" ")[1]);
    knownPageSize = 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages));
  }
  return knownPageSize;
}

function readPs(selection: readonly string[] = ["-ax"]): ProcessEntry[] {
  try {
    const output = execFileSync("ps", [...selection, "-o", "pid=,ppid=,pgid=,rss=,stat=,lstart="], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, LC_ALL: "C" },
    });
    return output.split("\n").flatMap((line) => parsePsLine(line) ?? []);
  } catch {
    return [];
  }
}

/** One line of `ps -o pid=,ppid=,pgid=,rss=,stat=,lstart=`; rss is in KiB. */
export function parsePsLine(line: string): ProcessEntry | undefined {
  const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
  if (match === null) return undefined;
  const [, pid, parent, group, kibibytes, state = "", started = ""] = match;
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    startTime: started.replace(/\s+/g, " "),
    memoryBytes: Number(kibibytes) * 1_024,
    zombie: state.startsWith("Z"),
  };
}
