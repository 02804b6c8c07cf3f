import * as nodeModule from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledCodeFolder } from "./compiled-code-folder.ts";
import { loadCompiled } from "./load-compiled.ts";

type CommandLine = typeof import("./run-process.ts");

/** The command line as it was built, beside this file. In the bundle this stands for `run-process.ts`. */
export const { runProcess } = load(fileURLToPath(new URL("cli.cjs", import.meta.url)), process.argv[2] ?? "");

function load(file: string, verb: string): CommandLine {
  const folder = compiledCodeFolder(process.env);
  if (folder === undefined) return loadCompiled(file, undefined) as CommandLine;
  // For what the command line requires itself. Taken from the namespace: a name that an old Node.js lacks would stop the program before it
  // can say what it needs.
  nodeModule.enableCompileCache(folder);
  // Each verb runs other parts of it, so each keeps its own.
  return loadCompiled(file, join(folder, /^[a-z]{2,12}$/.test(verb) ? verb : "other")) as CommandLine;
}
