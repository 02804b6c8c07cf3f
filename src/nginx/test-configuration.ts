import { isAtLeast } from "../model/nginx.ts";
import { forAnyMachine } from "./for-any-machine.ts";

/** How an nginx that was asked has ended. */
export interface NginxAnswer {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Runs a program that only looks. */
export type Query = (command: readonly string[], options: { readonly input?: string; readonly timeout: number }) => Promise<NginxAnswer>;

/** What an nginx finds wrong, or why that cannot be told; neither where all is well. */
export interface Verdict {
  readonly problem?: string;
  readonly skipped?:
    | { readonly kind: "older"; readonly program: "nginx"; readonly found: string; readonly needed: string }
    /** It got no further because of something that only the machine has that the configuration is for. */
    | { readonly kind: "elsewhere"; readonly problem: string }
    | { readonly kind: "silent" };
}

/** Where packages put it, which is on the PATH of administrators only. */
export const usualProgram = "/usr/sbin/nginx";

const timeout = 20_000;
const inFolder = 'd=$(mktemp -d) && trap \'rm -rf "$d"\' EXIT && cat > "$d/nginx.conf" && "$1" -t -q -e stderr -p "$d" -c "$d/nginx.conf"';

/** Has an nginx read a whole configuration, in a folder that is thrown away; `-t` starts nothing. */
export function askForTest(program: string, configuration: string, query: Query): Promise<NginxAnswer> {
  return query(["sh", "-c", inFolder, "sh", program], { input: configuration, timeout });
}

/** The same, by an nginx that need not be the one that the configuration is written for: an older one than `needed` is not asked. */
export async function testConfiguration(program: string, configuration: string, needed: string, query: Query): Promise<Verdict> {
  const found = versionIn(await query([program, "-v"], { timeout }));
  if (!isAtLeast(found, needed)) return { skipped: { kind: "older", program: "nginx", found, needed } };
  const answer = await askForTest(program, forAnyMachine(configuration), query);
  if (answer.timedOut) return { skipped: { kind: "silent" } };
  if (answer.code === 0) return {};
  // The copy that it read is gone by now; its lines are those of the file.
  const problem = problemIn(answer).replace(/ in \S*\/nginx\.conf:(\d+)$/, " in line $1");
  const isElsewhere = /No such file or directory|Permission denied|host not found in/.test(problem);
  return isElsewhere ? { skipped: { kind: "elsewhere", problem } } : { problem };
}

/** One site as a whole configuration, in which every line of it keeps its number. */
export function siteAlone(site: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${name}; `).join("");
  return `pid nginx.pid; error_log stderr; events {} http { ${temporary}${site}}\n`;
}

/** `1.30.0` of what `nginx -v` prints; 0 when it prints something else. */
export function versionIn({ stdout, stderr }: Pick<NginxAnswer, "stdout" | "stderr">): string {
  return /nginx version: \S*?\/([\d.]+)/.exec(`${stderr}\n${stdout}`)?.[1] ?? "0";
}

/** What nginx complains about, without what it says around it. */
export function problemIn({ stderr, stdout, timedOut }: NginxAnswer): string {
  if (timedOut) return "it did not answer in time";
  const lines = `${stderr}\n${stdout}`.split("\n").filter((line) => /\[(?:emerg|crit|alert|error)\]/.test(line));
  const problem = (lines[0] ?? stderr.trim().split("\n")[0] ?? "").replace(/^.*?\[(?:emerg|crit|alert|error)\]\s*(?:\d+#\d+:\s*)?/, "");
  return problem === "" ? "it ended without a reason" : problem;
}
