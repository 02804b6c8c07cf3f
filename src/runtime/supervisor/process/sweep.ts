import { type Clock, pause } from "../clock.ts";
import { type FamilyMark, familyMembers, stillThere, takeSnapshot } from "./family.ts";
import type { ProcessEntry } from "./process-table.ts";
import { signal } from "./signal.ts";

/** Time that stragglers get between SIGTERM and SIGKILL, once their leader is gone. */
const stragglerGraceMs = 300;
const killRounds = 8;

/**
 * Ends what is left of a family whose leader is gone: first politely, then by force, until nothing is found or `killRounds`
 * are over. `seen` are processes that belonged to it before, found again by pid and start time.
 */
export async function sweepFamily(mark: FamilyMark, seen: readonly ProcessEntry[], clock: Clock): Promise<readonly ProcessEntry[]> {
  let left = await remaining(mark, seen);
  if (left.length === 0) return left;
  signal(-mark.group, "SIGTERM");
  for (const entry of left) signal(entry.pid, "SIGTERM");
  for (let waited = 0; waited < stragglerGraceMs && left.length > 0; waited += 50) {
    await pause(clock, 50);
    left = await remaining(mark, left);
  }
  for (let round = 0; round < killRounds && left.length > 0; round++) {
    signal(-mark.group, "SIGKILL");
    for (const entry of left) signal(entry.pid, "SIGKILL");
    await pause(clock, 10 * 2 ** Math.min(round, 5));
    left = await remaining(mark, left);
  }
  return left;
}

async function remaining(mark: FamilyMark, seen: readonly ProcessEntry[]): Promise<readonly ProcessEntry[]> {
  const found = familyMembers(await takeSnapshot(), mark);
  const pids = new Set(found.map((entry) => entry.pid));
  return [...found, ...stillThere(seen).filter((entry) => !pids.has(entry.pid))];
}
