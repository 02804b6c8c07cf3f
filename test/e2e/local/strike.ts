import { createInterface } from "node:readline";
import { childrenOf, describe, kill } from "../processes.ts";
import { type Finished, finish, type Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";

/** Ends something at a moment of an apply. @returns false as long as it is not there */
type Strike = (sandbox: Sandbox, moment: { readonly apply: number; readonly line: string }) => boolean;

/** Whom a SIGKILL can hit. */
export const victims = {
  "the command line": (_, { apply }) => kill(apply),
  "the daemon": (sandbox) => killSupervisor(sandbox),
  "the daemon and its guard": (sandbox) => killSupervisor(sandbox, "with its guard"),
  "a server": (sandbox, { line }) => killServer(sandbox, / server\.(\S+)/.exec(line)?.[1]),
} as const satisfies Readonly<Record<string, Strike>>;

export type Victim = keyof typeof victims;

/** The guard first, while the daemon cannot start another one; then nobody is left to end the servers. */
export function killSupervisor(sandbox: Sandbox, guard?: "with its guard"): boolean {
  const pid = sandbox.supervisor()?.pid;
  if (pid === undefined) return false;
  if (guard === undefined) return kill(pid);
  kill(pid, "SIGSTOP");
  const guards = childrenOf(pid).filter((child) => describe(child)?.command.includes("mcpc-guard") === true);
  if (guards.length === 0) {
    kill(pid, "SIGCONT");
    return false;
  }
  for (const each of guards) kill(each);
  return kill(pid);
}

function killServer(sandbox: Sandbox, named: string | undefined): boolean {
  const recorded = sandbox.recorded();
  const pid = named === undefined ? Object.values(recorded)[0] : recorded[named];
  return pid !== undefined && kill(pid);
}

/**
 * Runs an apply and strikes at its so-manieth moment: the first line, each event of an operation, the last line. A victim that is not there
 * yet is hit as soon as it is. `line` is absent when the apply had fewer moments.
 */
export async function applyAndStrike(
  sandbox: Sandbox,
  moment: number,
  victim: Victim,
): Promise<{ readonly line?: string; readonly finished: Finished }> {
  const apply = sandbox.start(["apply", "--yes"]);
  apply.stdin?.end();
  const finished = finish(apply);
  const { pid = 0, stdout } = apply;
  let running = true;
  let seen = 0;
  let line: string | undefined;
  let striking: Promise<boolean> | undefined;
  createInterface({ input: stdout as NodeJS.ReadableStream }).on("line", (text) => {
    if (seen > 0 && !/^(?:\d\d:\d\d:\d\dZ|Revision )/.test(text)) return;
    seen++;
    if (seen !== moment) return;
    line = text;
    striking = until(() => victims[victim](sandbox, { apply: pid, line: text }) || !running, { timeoutMs: 60_000, pauseMs: 2 });
  });
  const end = await finished;
  running = false;
  await striking;
  return { ...(line !== undefined && { line }), finished: end };
}
