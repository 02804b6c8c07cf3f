import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Node.js and the daemon that belongs to this code: its source when run from source, else the bundle in the same `dist/`. */
export function findDaemonCommand(): readonly string[] {
  return [process.execPath, fileURLToPath(new URL(daemonPath(), import.meta.url))];
}

function daemonPath(): string {
  if (import.meta.url.endsWith(".ts")) return "../../runtime/supervisor/daemon-main.ts";
  // The bundler puts shared code into `dist/chunks/`.
  return basename(dirname(fileURLToPath(import.meta.url))) === "chunks" ? "../mcpc-daemon.js" : "./mcpc-daemon.js";
}
