import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { errorCode } from "../system-error.ts";

/**
 * When a running process started, as the kernel tells it: clock ticks since boot on Linux (proc(5), field 22 of `/proc/PID/stat`), the
 * text of `ps -o lstart=` elsewhere. With the pid it names one process for good. `undefined` when no such process runs; a zombie does not.
 */
export async function processStartTime(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") return startTimeFromProc(pid);
  if (process.platform === "win32") return signalReaches(pid) ? "" : undefined;
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
      env: { ...process.env, LC_ALL: "C" },
    });
    const [state = "", ...start] = stdout.trim().split(/\s+/);
    return state.startsWith("Z") || start.length === 0 ? undefined : start.join(" ");
  } catch {
    return undefined;
  }
}

/** True while a process with this pid and, where it is given, this start time runs. */
export async function isProcessAlive(pid: number, startTime?: string): Promise<boolean> {
  const found = await processStartTime(pid);
  return found !== undefined && (startTime === undefined || startTime === found);
}

async function startTimeFromProc(pid: number): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(`/proc/${pid}/stat`, "latin1");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may itself hold spaces and parentheses: count from its end.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}
