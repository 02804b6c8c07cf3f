import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The runtime that belongs to this code: in the `dist/` beside the sources when run from source, else in the same `dist/`. */
export function findRuntimeBundle(): string {
  return fileURLToPath(new URL(bundlePath(), import.meta.url));
}

function bundlePath(): string {
  if (import.meta.url.endsWith(".ts")) return "../../../dist/mcpc-runtime.mjs";
  // The bundler puts shared code into `dist/chunks/`.
  return basename(dirname(fileURLToPath(import.meta.url))) === "chunks" ? "../mcpc-runtime.mjs" : "./mcpc-runtime.mjs";
}
