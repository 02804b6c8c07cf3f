import type { Scope } from "../../../src/engine/scope.ts";
import type { CommandResult, ReadOnlyHost } from "../../../src/host/host.ts";
import { askForTest, problemIn, siteAlone, usualProgram } from "../../../src/nginx/test-configuration.ts";
import type { NginxOptions } from "../options.ts";

const timeout = 20_000;

/** The options that the environment gives its nginx. */
export function optionsOf(scope: Scope): NginxOptions {
  return scope.options as NginxOptions;
}

/** Program and leading arguments of the nginx of this environment; `undefined` when there is none. */
export async function nginxCommand(options: NginxOptions, host: ReadOnlyHost): Promise<readonly string[] | undefined> {
  const program = await findProgram(options, host);
  if (program === undefined) return undefined;
  const { prefix, configuration } = options;
  return [program, ...(prefix === undefined ? [] : ["-p", prefix]), ...(configuration === undefined ? [] : ["-c", configuration])];
}

/** Path of its nginx; `undefined` when there is none. */
export async function findProgram({ program = "nginx" }: Pick<NginxOptions, "program">, host: ReadOnlyHost): Promise<string | undefined> {
  if (program.includes("/")) return (await host.stat(program)) === undefined ? undefined : program;
  const found = await host.which(program);
  if (found !== undefined || program !== "nginx") return found;
  return (await host.stat(usualProgram)) === undefined ? undefined : usualProgram;
}

/** Version and complete configuration, in one call that changes nothing. */
export function askNginx(command: readonly string[], host: ReadOnlyHost): Promise<CommandResult> {
  return host.query([...command, "-V", "-T"], { timeout });
}

/**
 * Asks nginx whether one site is right, alone in a configuration that is thrown away.
 *
 * @returns what it finds wrong, empty when nothing
 */
export async function testAlone(program: string, site: string, host: ReadOnlyHost): Promise<string> {
  const answer = await askForTest(program, siteAlone(site), host.query);
  return answer.code === 0 ? "" : problemIn(answer);
}
