import type { Tidied } from "../events.ts";
import type { DesiredResource } from "../resource.ts";
import { listRevisions, readRevision } from "../state/read-revisions.ts";
import type { Session } from "./session.ts";

/**
 * Has the target remove what it made for revisions that are not on record any more, once the present one was seen working. What goes wrong here
 * is told and changes nothing about the apply.
 */
export async function tidy(session: Session): Promise<void> {
  const { live, scope, host, emit, redact, signal } = session;
  if (live.tidy === undefined || signal.aborted) return;
  const { removed, left } = await live.tidy(scope, host, { kept: () => keptResources(session) }).catch(failed);
  if (removed.length + left.length === 0) return;
  emit({ kind: "tidied", removed, left: left.map(({ name, reason }) => ({ name, reason: redact(reason) })) });
}

/** What the revisions ask for that can be returned to, each; `undefined` where one of them cannot be read, so that nobody knows what it needs. */
async function keptResources({ host, scope }: Session): Promise<readonly (readonly DesiredResource[])[] | undefined> {
  const numbers = await listRevisions(host, scope.stateDirectory);
  const read = await Promise.all(numbers.map((number) => readRevision(host, scope.stateDirectory, number)));
  const revisions = read.flatMap(({ revision }) => revision ?? []);
  return revisions.length < numbers.length ? undefined : revisions.map(({ desired }) => desired);
}

function failed(error: unknown): Tidied {
  return { removed: [], left: [{ name: "what is not needed any more", reason: error instanceof Error ? error.message : String(error) }] };
}
