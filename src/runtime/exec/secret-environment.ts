import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diagnose } from "../../diagnostics/diagnose.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";

/** Where Compose puts secrets. */
export const secretsFolder = "/run/secrets";

/** Variables of this name stand beside secrets in a text; whoever is started does not get them. */
const inputPrefix = "MCPC_INPUT_";

/**
 * An environment with `NAME=TEXT` settings added. In a text `${secret.NAME}` is the content of that file in `folder`, `${env.NAME}` the
 * variable `MCPC_INPUT_NAME`, and `$$` a `$`.
 *
 * @throws {DiagnosticError} MCPC6383 for a setting that is none, MCPC6384 for a secret that cannot be read.
 */
export async function secretEnvironment(
  settings: readonly string[],
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const given = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith(inputPrefix),
  );
  const environment = Object.fromEntries(given);
  for (const setting of settings) {
    const [, name, text] = /^([A-Za-z_]\w*)=(.*)$/s.exec(setting) ?? [];
    if (name === undefined || text === undefined) throw new DiagnosticError(diagnose("MCPC6383", { setting: setting.split("=")[0] ?? "" }));
    environment[name] = await filled(text, folder, env);
  }
  return environment;
}

async function filled(text: string, folder: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  let result = "";
  let at = 0;
  for (const match of text.matchAll(/\$\$|\$\{(?:secret\.([\w.-]+)|env\.(\w+))\}/g)) {
    const [whole, secret, variable] = match;
    result += text.slice(at, match.index);
    if (secret !== undefined) result += await readSecret(join(folder, secret));
    else if (variable !== undefined) result += env[`${inputPrefix}${variable}`] ?? "";
    else result += "$";
    at = match.index + whole.length;
  }
  return result + text.slice(at);
}

async function readSecret(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new DiagnosticError(diagnose("MCPC6384", { file, reason: (error as NodeJS.ErrnoException).code ?? "unknown" }));
  }
}
