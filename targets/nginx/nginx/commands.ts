import type { Scope } from "../../../src/engine/scope.ts";
import type { CommandResult, ReadOnlyHost } from "../../../src/host/host.ts";
import type { NginxOptions } from "../options.ts";

const timeout = 20_000;
/** Where packages put it, which is on the PATH of administrators only. */
const usual = "/usr/sbin/nginx";

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

async function findProgram({ program = "nginx" }: NginxOptions, host: ReadOnlyHost): Promise<string | undefined> {
  if (program.includes("/")) return (await host.stat(program)) === undefined ? undefined : program;
  const found = await host.which(program);
  if (found !== undefined || program !== "nginx") return found;
  return (await host.stat(usual)) === undefined ? undefined : usual;
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
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${name};\n`).join("");
  const whole = `pid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\n${temporary}${site}}\n`;
  const script = 'd=$(mktemp -d) && trap \'rm -rf "$d"\' EXIT && cat > "$d/nginx.conf" && "$1" -t -q -e stderr -p "$d" -c "$d/nginx.conf"';
  const result = await host.query(["sh", "-c", script, "sh", program], { input: whole, timeout });
  return result.code === 0 ? "" : problemIn(result);
}

/** What nginx complains about, without what it says around it. */
export function problemIn({ stderr, stdout, timedOut }: CommandResult): string {
  if (timedOut) return "it did not answer in time";
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => /\[(?:emerg|crit|alert|error)\]/.test(line));
  const problem = (lines[0] ?? stderr.trim().split("\n")[0] ?? "").replace(/^.*?\[(?:emerg|crit|alert|error)\]\s*(?:\d+#\d+:\s*)?/, "");
  return problem === "" ? "it ended without a reason" : problem;
}
