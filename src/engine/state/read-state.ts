import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import type { ReadOnlyHost } from "../../host/host.ts";
import type { Revision } from "../revision.ts";
import { stateSchema } from "../schema/state-schema.ts";
import type { EnvironmentState } from "./environment-state.ts";
import { readDocument } from "./read-document.ts";
import { readJournal, type Unfinished } from "./read-journal.ts";
import { listRevisions, readRevision } from "./read-revisions.ts";
import { stateFiles } from "./state-files.ts";

/** Everything the engine knows of an environment. Before the first apply: revision 0 of a history without a name. */
export interface StoredState {
  readonly state: EnvironmentState;
  /** Key of the secrets' fingerprints; absent before the first apply. */
  readonly key?: Uint8Array;
  /** The present revision. */
  readonly current?: Revision;
  /** The last stable revision that asks for something. */
  readonly stable?: Revision;
  readonly unfinished?: Unfinished;
  /** Warnings: what was damaged and could be helped, what was not finished. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the state of an environment.
 *
 * @throws {DiagnosticError} when it is damaged beyond help or written in a newer format.
 */
export async function readState(host: ReadOnlyHost, stateDirectory: string): Promise<StoredState> {
  const { state: read, diagnostics: found } = await readStateFile(host, stateDirectory);
  const lineage = (await readHex(host, stateFiles(stateDirectory).lineage, 16)) ?? read.lineage;
  const key = await readHex(host, stateFiles(stateDirectory).key, 32);
  const diagnostics = [...found];

  const current = await revisionOf(host, stateDirectory, read.revision, diagnostics);
  const lastStable = current?.stable === true ? current.revision : read.stable;
  const stable = lastStable === current?.revision ? current : await revisionOf(host, stateDirectory, lastStable ?? 0, diagnostics);
  const unfinished = current?.result === "running" ? await unfinishedOf(host, stateDirectory, current.revision) : undefined;
  if (unfinished !== undefined) {
    const operations = unfinished.operations.map(({ type, address }) => `${type} of ${address}`);
    diagnostics.push(diagnose("MCPC6008", { revision: unfinished.revision, operations }));
  }
  return {
    state: { ...read, lineage, ...(lastStable !== undefined && { stable: lastStable }) },
    ...(key !== undefined && { key: Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) }),
    ...(current !== undefined && { current }),
    ...(stable !== undefined && stable.desired.length > 0 && { stable }),
    ...(unfinished !== undefined && { unfinished }),
    diagnostics,
  };
}

async function readStateFile(host: ReadOnlyHost, stateDirectory: string): Promise<Pick<StoredState, "state" | "diagnostics">> {
  const { state: path, backup } = stateFiles(stateDirectory);
  const document = await readDocument(host, path, stateSchema);
  if (document.kind === "good") return { state: document.data, diagnostics: [] };
  const former = await readDocument(host, backup, stateSchema);
  if (former.kind === "missing" && document.kind === "missing") {
    return { state: { formatVersion: "1.0", lineage: "", revision: 0, inventory: [] }, diagnostics: [] };
  }
  const problem = document.kind === "missing" ? "it is not there" : document.problem;
  if (former.kind !== "good") throw new DiagnosticError(diagnose("MCPC6004", { path, problem }));
  return {
    state: await broughtForward(host, stateDirectory, former.data),
    diagnostics: [diagnose("MCPC6005", { path, problem, backup })],
  };
}

/** A backup is one step older than what it stands in for: a revision that was begun since counts too. */
async function broughtForward(host: ReadOnlyHost, stateDirectory: string, state: EnvironmentState): Promise<EnvironmentState> {
  const newest = (await listRevisions(host, stateDirectory)).at(-1) ?? 0;
  if (newest <= state.revision) return state;
  const { revision } = await readRevision(host, stateDirectory, newest);
  if (revision === undefined || revision.lineage !== state.lineage) return state;
  const inventory = [...new Set([...state.inventory, ...revision.desired.map(({ address }) => address)])].sort();
  return { ...state, revision: newest, inventory };
}

async function revisionOf(
  host: ReadOnlyHost,
  stateDirectory: string,
  number: number,
  diagnostics: Diagnostic[],
): Promise<Revision | undefined> {
  if (number === 0) return undefined;
  const read = await readRevision(host, stateDirectory, number);
  diagnostics.push(...read.diagnostics);
  return read.revision;
}

async function unfinishedOf(host: ReadOnlyHost, stateDirectory: string, revision: number): Promise<Unfinished> {
  const journal = await readJournal(host, stateDirectory);
  return journal?.revision === revision ? journal : { revision, operations: [] };
}

async function readHex(host: ReadOnlyHost, path: string, bytes: number): Promise<string | undefined> {
  const content = await host.readFile(path);
  if (content === undefined) return undefined;
  const text = new TextDecoder().decode(content).trim();
  if (text.length === bytes * 2 && /^[0-9a-f]+$/.test(text)) return text;
  throw new DiagnosticError(diagnose("MCPC6004", { path, problem: `it does not hold ${bytes * 2} hex digits` }));
}
