import * as nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Lets Node.js keep the compiled form of our code, which halves a start. Beside our other caches and not, as is the default, in a folder
 * that every user of the machine can write to. A cache that cannot be written is no error.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv): void {
  const caches = env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache");
  // Taken from the namespace: a name that an old Node.js lacks would stop the program before it can say what it needs.
  nodeModule.enableCompileCache(env["NODE_COMPILE_CACHE"] || join(caches, "mcpc", "compiled"));
}
