import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** One process of this machine, as /proc shows it (proc_pid_stat(5)). */
export interface MachineProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Field 22: with the pid it names one process for good. */
  readonly startTime: string;
  /** Arguments with blanks between them. */
  readonly command: string;
  /** `NAME=value` each; empty for a process of somebody else. */
  readonly environment: readonly string[];
  readonly folder: string;
}

/** Every process that runs; a zombie does not. */
export function machineProcesses(): readonly MachineProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => describe(Number(name)) ?? []);
}

export function describe(pid: number): MachineProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The program's name may hold blanks and parentheses, so the fields are counted from behind the last one.
    const [state, parent, group, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    return {
      pid,
      parent: Number(parent),
      group: Number(group),
      startTime: fields[16] ?? "",
      command: readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim(),
      environment: readIfAllowed(() => readFileSync(`/proc/${pid}/environ`, "utf8")).split("\0"),
      folder: readIfAllowed(() => readlinkSync(`/proc/${pid}/cwd`)),
    };
  } catch {
    return undefined;
  }
}

/** Pids of what a process started and has not outlived (proc_pid_tid_children(5)). */
export function childrenOf(pid: number): readonly number[] {
  const text = readIfAllowed(() => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"));
  return text.split(" ").filter(Boolean).map(Number);
}

/** The same process still runs, and no other under its number. */
export function stillRuns({ pid, startTime }: MachineProcess): boolean {
  return describe(pid)?.startTime === startTime;
}

/** Sends SIGKILL; what is gone already is as wanted. */
export function kill(pid: number, signal: NodeJS.Signals = "SIGKILL"): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Those of `processes` that descend from `ancestor`, itself included. */
export function familyOf(ancestor: number, processes: readonly MachineProcess[]): readonly MachineProcess[] {
  const members = new Set([ancestor]);
  for (let before = 0; before !== members.size; ) {
    before = members.size;
    for (const { pid, parent } of processes) if (members.has(parent)) members.add(pid);
  }
  return processes.filter(({ pid }) => members.has(pid));
}

function readIfAllowed(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
