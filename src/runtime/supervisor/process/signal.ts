/** Sends a signal to a process, or to its whole group when `pid` is negative; false when there is none. */
export function signal(pid: number, name: "SIGTERM" | "SIGKILL"): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
