import { type Clock, pause } from "../clock.ts";
import { isLeaderOf, takeSnapshot } from "./family.ts";
import { instanceToken, readInstance } from "./instance-marker.ts";
import type { ProcessRecord, ProcessRecords } from "./process-records.ts";
import { runCommand } from "./run-command.ts";
import { signal } from "./signal.ts";
import { sweepFamily } from "./sweep.ts";

/**
 * Ends what a former daemon left behind: recorded groups whose leader still is the same process, and everything that carries
 * the token of a former daemon. Gives the addresses where something was found.
 */
export async function reapLeftovers(records: ProcessRecords, formerToken: string | undefined, clock: Clock): Promise<readonly string[]> {
  const found = new Set<string>();
  const tokens = new Set(formerToken === undefined ? [] : [formerToken]);
  const reaps = records.read().map(async ({ name, record }) => {
    tokens.add(instanceToken(record.instance));
    if (await reapRecord(record, clock)) found.add(record.address);
    if (record.cleanup !== undefined) await runCommand(record.cleanup, { cwd: "/", env: process.env, timeoutMs: 15_000 });
    records.remove(name);
  });
  await Promise.all(reaps);
  for (const instance of await reapTokens(tokens, clock)) found.add(instance.split("/").at(-2) ?? instance);
  return [...found].sort();
}

async function reapRecord(record: ProcessRecord, clock: Clock): Promise<boolean> {
  const mark = { group: record.pid, instance: record.instance };
  if (!isLeaderOf(mark, record.startTime)) return false;
  await sweepFamily(mark, [], clock);
  return true;
}

/** By marker alone: children that outlived a leader whose pid says nothing any more. */
async function reapTokens(tokens: ReadonlySet<string>, clock: Clock): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const name of ["SIGTERM", "SIGKILL", "SIGKILL"] as const) {
    const { instances, table } = await takeSnapshot();
    const left = [...instances].filter(([pid, instance]) => tokens.has(instanceToken(instance)) && table.get(pid)?.zombie === false);
    if (left.length === 0) break;
    for (const [pid, instance] of left) {
      found.add(instance);
      if (pid !== process.pid && readInstance(pid) === instance) signal(pid, name);
    }
    await pause(clock, 300);
  }
  return found;
}
