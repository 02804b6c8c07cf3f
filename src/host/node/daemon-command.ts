import { fileURLToPath } from "node:url";

/** Node.js and the daemon that belongs to this code: its source when run from source, else the bundle beside this one. */
export function findDaemonCommand(): readonly string[] {
  const fromSource = import.meta.url.endsWith(".ts");
  const daemon = fromSource ? "../../runtime/supervisor/daemon-main.ts" : "./mcpc-daemon.js";
  return [process.execPath, fileURLToPath(new URL(daemon, import.meta.url))];
}
