import { type Clock, settlesWithin } from "../clock.ts";
import { familyMembers, takeSnapshot } from "./family.ts";
import type { LaunchedProcess } from "./launch.ts";
import type { ProcessEntry } from "./process-table.ts";
import { runCommand } from "./run-command.ts";
import { signal } from "./signal.ts";
import { sweepFamily } from "./sweep.ts";

export interface EndOptions {
  /** From the first request to SIGKILL. */
  readonly graceMs: number;
  readonly cleanup?: readonly string[];
  /** Environment of `cleanup`. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** A stdio server is asked by the end of its input first; this share of the grace, and never more than a second. */
const stdinShare = 0.25;
const killWaitMs = 2_000;
const cleanupTimeoutMs = 15_000;
/** For the last words in a pipe whose writers are all gone. */
const drainMs = 200;

/**
 * Ends a unit's processes: close stdin, SIGTERM to the group, SIGKILL to the group, then everything that left the group.
 * Bounded by the grace plus a few seconds. Gives the processes that would not go (uninterruptible ones), normally none.
 */
export async function endProcess(launched: LaunchedProcess, options: EndOptions): Promise<readonly ProcessEntry[]> {
  const { clock, graceMs } = options;
  const mark = { group: launched.pid, instance: launched.instance };
  const seen = familyMembers(await takeSnapshot(), mark);
  const shareMs = launched.protocol === undefined ? 0 : Math.min(1_000, graceMs * stdinShare);
  launched.protocol?.input.end();
  let ended = await settlesWithin(clock, launched.exited, shareMs);
  if (!ended && graceMs > 0) {
    signal(-launched.pid, "SIGTERM");
    ended = await settlesWithin(clock, launched.exited, graceMs - shareMs);
  }
  if (!ended) {
    signal(-launched.pid, "SIGKILL");
    await settlesWithin(clock, launched.exited, killWaitMs);
  }
  return clearUp(launched, seen, options);
}

/** What remains to be done when the leader is gone, asked or unasked. */
export async function clearUp(
  launched: LaunchedProcess,
  seen: readonly ProcessEntry[],
  options: EndOptions,
): Promise<readonly ProcessEntry[]> {
  const left = await sweepFamily({ group: launched.pid, instance: launched.instance }, seen, options.clock);
  await settlesWithin(options.clock, launched.drained, drainMs);
  for (const { stream } of launched.outputs) stream.destroy();
  launched.protocol?.output.destroy();
  launched.protocol?.input.destroy();
  if (options.cleanup !== undefined) {
    await runCommand(options.cleanup, { cwd: "/", env: options.env, timeoutMs: cleanupTimeoutMs });
  }
  return left;
}
