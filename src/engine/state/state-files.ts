import { joinPath } from "../../host/paths.ts";

/** Where the engine keeps its files, below the environment's state directory. */
export function stateFiles(stateDirectory: string) {
  const revisions = joinPath(stateDirectory, "revisions");
  return {
    lock: joinPath(stateDirectory, "lock"),
    /** Random name of this history, so that a plan of another one is noticed. */
    lineage: joinPath(stateDirectory, "lineage"),
    /** Key of the secrets' fingerprints: 64 hex digits. */
    key: joinPath(stateDirectory, "key"),
    state: joinPath(stateDirectory, "state.json"),
    backup: joinPath(stateDirectory, "state.json.bak"),
    /** Operations of the apply that is under way, written down before they are tried. */
    journal: joinPath(stateDirectory, "journal.ndjson"),
    revisions,
    revision: (number: number) => joinPath(revisions, `${String(number).padStart(6, "0")}.json`),
  };
}

/** Number of a file in `revisions/`; `undefined` when it is something else. */
export function revisionNumber(name: string): number | undefined {
  const digits = /^(\d{6,})\.json$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
