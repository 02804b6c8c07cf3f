import type { Host } from "../../host/host.ts";
import { isStale, type LockHolder, readHolder } from "./lock-holder.ts";

/**
 * Removes the lock of a dead process so that of several who try at once none removes a lock that another has just taken. Who may remove
 * lock X is decided by a second lock named after X; its winner looks again whether the lock is still X. As X's holder is dead and every
 * taker needs that second lock, nobody else can replace X in between. A winner that dies itself is dealt with in the same way.
 */
export async function removeStaleLock(host: Host, path: string, stale: LockHolder, self: LockHolder): Promise<void> {
  const guard = `${path}.${stale.id}`;
  if (!(await host.createFile(guard, JSON.stringify(self)))) {
    const rival = await readHolder(host, guard);
    if (rival !== undefined && (await isStale(host, rival))) await removeStaleLock(host, guard, rival, self);
    return;
  }
  try {
    if ((await readHolder(host, path))?.id === stale.id) await host.remove(path);
  } finally {
    await host.remove(guard);
  }
}
