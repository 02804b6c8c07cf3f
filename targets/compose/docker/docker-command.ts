import { diagnose } from "../../../src/diagnostics/diagnose.ts";
import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { CommandOptions, CommandResult, Host, ReadOnlyHost } from "../../../src/host/host.ts";
import { type Attempt, dockerFailure } from "./docker-failure.ts";

/** Far more than any answer takes; an engine that hangs must not hang us. */
const lookTimeoutMs = 60_000;

/**
 * Asks docker something that changes nothing; gives what it printed. Where all it complains of is `allow`, there is no failure.
 *
 * @throws {DiagnosticError} 64xx.
 */
export async function askDocker(
  args: readonly string[],
  attempt: Attempt,
  host: ReadOnlyHost,
  { allow }: { readonly allow?: RegExp } = {},
): Promise<string> {
  const docker = await findDocker(host);
  const result = await host.query([docker, ...args], { timeout: lookTimeoutMs });
  const complaints = result.stderr.split("\n").filter((line) => line.trim() !== "");
  if (allow !== undefined && complaints.length > 0 && complaints.every((line) => allow.test(line.trim()))) return result.stdout;
  return outputOf(result, attempt);
}

/**
 * Has docker change something; gives what it printed.
 *
 * @throws {DiagnosticError} 64xx.
 */
export async function runDocker(args: readonly string[], attempt: Attempt, host: Host, options: CommandOptions = {}): Promise<string> {
  const docker = await findDocker(host);
  return outputOf(await host.run([docker, ...args], options), attempt);
}

async function findDocker(host: ReadOnlyHost): Promise<string> {
  const docker = await host.which("docker");
  if (docker === undefined) throw new DiagnosticError(diagnose("MCPC6401", {}));
  return docker;
}

function outputOf({ code, stdout, stderr, timedOut }: CommandResult, attempt: Attempt): string {
  if (timedOut) throw new DiagnosticError(diagnose("MCPC6402", { reason: "it took too long" }));
  if (code !== 0) throw dockerFailure(`${stdout}\n${stderr}`, attempt);
  return stdout;
}

/** One JSON value per line, as `--format` gives them. */
export function jsonLines<T>(output: string): readonly T[] {
  return output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}
