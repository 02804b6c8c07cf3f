import { accessSync, constants, statSync, writeSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { secretEnvironment, secretsFolder } from "./secret-environment.ts";

/**
 * `exec [--env NAME=TEXT]… [--secrets FOLDER] -- COMMAND…`: puts secrets into variables, and becomes the program. Nothing of Node is left then:
 * its signals, its streams and its exit code are the program's own. Standard streams are not even opened before, as Node would change them.
 */
export async function execProgram(words: readonly string[]): Promise<never> {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { env: { type: "string", multiple: true, default: [] }, secrets: { type: "string", default: secretsFolder } },
      allowPositionals: true,
    });
    const [program] = positionals;
    if (program === undefined) throw new DiagnosticError(diagnose("MCPC6385", { program: "", reason: "the command is missing" }));
    const env = await secretEnvironment(values.env, values.secrets, process.env);
    const file = findProgram(program, env["PATH"] ?? "/usr/local/bin:/usr/bin:/bin");
    if (file === undefined || process.execve === undefined) {
      throw new DiagnosticError(
        diagnose("MCPC6385", { program, reason: file === undefined ? "there is no such program" : "this Node is too old" }),
      );
    }
    process.execve(file, positionals, env);
  } catch (error) {
    const reason =
      error instanceof DiagnosticError ? error.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n") : String(error);
    writeSync(2, `mcpc exec: ${reason}\n`);
  }
  // As a shell answers when a program cannot be started.
  process.exit(127);
}

/** As execvp(3) looks: a name with a slash is a path. */
function findProgram(program: string, path: string): string | undefined {
  const candidates = program.includes("/") ? [program] : path.split(delimiter).map((folder) => join(folder === "" ? "." : folder, program));
  return candidates.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
