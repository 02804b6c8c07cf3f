import { DiagnosticError } from "../../../src/diagnostics/diagnostic-error.ts";
import type { ExecuteContext } from "../../../src/engine/target.ts";
import type { Host } from "../../../src/host/host.ts";
import { askDocker, jsonLines, runDocker } from "../docker/docker-command.ts";
import type { Attempt } from "../docker/docker-failure.ts";

interface FoundNetwork {
  readonly id: string;
  readonly created: string;
}

/** Makes a network, unless it is there, too, by now. */
export async function createNetwork(
  name: string,
  flags: readonly string[],
  attempt: Attempt,
  host: Host,
  context: ExecuteContext,
): Promise<void> {
  try {
    await runDocker(["network", "create", ...flags, name], attempt, host, { signal: context.signal });
  } catch (error) {
    if (!complainsOf(error, /already exists/i)) throw error;
  }
  await keepFirst(name, attempt, host, context);
}

/**
 * Engines before 25 let two people who ask at the same moment have two networks of one name, and then use neither. Everybody comes to the same
 * verdict: the first one stays. Nothing is on the others yet, because nobody can say which one is meant.
 */
export async function keepFirst(name: string, attempt: Attempt, host: Host, { signal }: ExecuteContext): Promise<void> {
  const ids = jsonLines<{ readonly id: string; readonly name: string }>(
    await askDocker(["network", "ls", "--no-trunc", "--format", '{"id":{{json .ID}},"name":{{json .Name}}}'], attempt, host),
  ).flatMap((found) => (found.name === name ? [found.id] : []));
  if (ids.length < 2) return;
  const format = '{"id":{{json .Id}},"created":{{json .Created}}}';
  const inspected = await askDocker(["network", "inspect", "--format", format, ...ids], attempt, host, { allow: gone });
  const [, ...others] = jsonLines<FoundNetwork>(inspected).toSorted(byAge);
  for (const { id } of others) {
    try {
      await runDocker(["network", "rm", id], attempt, host, { signal });
    } catch (error) {
      if (!complainsOf(error, gone)) throw error;
    }
  }
}

/** The other one came first to remove it. */
const gone = /no such network|network \S+ not found/i;

/** True when Compose could not tell which of several networks is meant. */
export function isAmbiguous(error: unknown): boolean {
  return complainsOf(error, /multiple networks with name|network \S+ is ambiguous/i);
}

function complainsOf(error: unknown, words: RegExp): boolean {
  return error instanceof DiagnosticError && words.test(error.message);
}

function byAge(a: FoundNetwork, b: FoundNetwork): number {
  return Date.parse(a.created) - Date.parse(b.created) || (a.id < b.id ? -1 : 1);
}
