import { familyOf } from "../processes.ts";
import type { Sandbox } from "../sandbox.ts";
import { until } from "../until.ts";

/** A look at all processes costs some milliseconds of a core that the others need. */
const patience = { timeoutMs: 10_000, pauseMs: 100 };

/** Process groups of a sandbox that no living supervisor holds, as `GROUP: COMMAND, …`. */
function orphanedGroups(sandbox: Sandbox): readonly string[] {
  const all = sandbox.processes();
  const supervisor = sandbox.supervisor()?.pid;
  const held = new Set(supervisor === undefined ? [] : familyOf(supervisor, all).map(({ pid }) => pid));
  const groups = Map.groupBy(
    all.filter(({ pid }) => !held.has(pid)),
    ({ group }) => group,
  );
  return [...groups].map(([group, members]) => `${group}: ${members.map(({ command }) => command).join(", ")}`);
}

/** The same once what is ending has ended: a guard outlives its supervisor by a second. */
export async function remainingOrphans(sandbox: Sandbox): Promise<readonly string[]> {
  await until(() => orphanedGroups(sandbox).length === 0, patience);
  return orphanedGroups(sandbox);
}

/** Everything that is left of a sandbox after a destroy, once what is ending has ended. */
export async function remainingProcesses(sandbox: Sandbox): Promise<readonly string[]> {
  await until(() => sandbox.processes().length === 0, patience);
  return sandbox.processes().map(({ group, command }) => `${group}: ${command}`);
}
