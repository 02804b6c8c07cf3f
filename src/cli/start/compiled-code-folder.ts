import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where compiled code is kept: beside our other caches and not, as is Node's default, in a folder that every user of the machine can write
 * to. `undefined` when the environment says that none is to be kept.
 */
export function compiledCodeFolder(env: NodeJS.ProcessEnv): string | undefined {
  if (env["NODE_DISABLE_COMPILE_CACHE"]) return undefined;
  return env["NODE_COMPILE_CACHE"] || join(env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache"), "mcpc", "compiled");
}
