import type { ReadOnlyHost } from "../host/host.ts";
import type { Revision } from "./revision.ts";
import type { Scope } from "./scope.ts";
import { listRevisions, readRevision } from "./state/read-revisions.ts";
import { readState } from "./state/read-state.ts";

/**
 * The revisions of an environment that are kept, newest first; one that is damaged is left out (a plan warns of it). Only looks.
 *
 * @throws {DiagnosticError} when the state is damaged beyond help.
 */
export async function readHistory(scope: Pick<Scope, "stateDirectory">, host: ReadOnlyHost): Promise<readonly Revision[]> {
  const { state } = await readState(host, scope.stateDirectory);
  // A file beyond the present revision was begun by an apply that could not even record it.
  const numbers = (await listRevisions(host, scope.stateDirectory)).filter((number) => number <= state.revision);
  const read = await Promise.all(numbers.map((number) => readRevision(host, scope.stateDirectory, number)));
  return read.flatMap(({ revision }) => revision ?? []).reverse();
}
