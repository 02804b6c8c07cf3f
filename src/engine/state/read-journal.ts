import type { ReadOnlyHost } from "../../host/host.ts";
import type { Address } from "../../model/address.ts";
import { stateFiles } from "./state-files.ts";

/** First line of the journal. */
export interface JournalHead {
  readonly formatVersion: "1.0";
  readonly revision: number;
}

/** One line of the journal: an operation that is about to be tried, or how it ended. `time` is milliseconds since the epoch. */
export interface JournalEntry {
  readonly id: number;
  readonly type: string;
  readonly address: Address;
  readonly state: "pending" | "done" | "failed";
  readonly time: number;
}

/** Operations of an apply that nobody finished: they may be done, half done or not done. */
export interface Unfinished {
  readonly revision: number;
  readonly operations: readonly Pick<JournalEntry, "type" | "address">[];
}

/** Reads what a killed apply left behind. A line that was torn by the kill is not there. */
export async function readJournal(host: ReadOnlyHost, stateDirectory: string): Promise<Unfinished | undefined> {
  const bytes = await host.readFile(stateFiles(stateDirectory).journal);
  if (bytes === undefined) return undefined;
  const [head, ...entries] = new TextDecoder()
    .decode(bytes)
    .split("\n")
    .map(parseLine)
    .filter((line) => line !== undefined);
  if (head === undefined || !("revision" in head) || typeof head.revision !== "number") return undefined;
  const pending = new Map<number, Pick<JournalEntry, "type" | "address">>();
  for (const entry of entries.filter(isEntry)) {
    if (entry.state === "pending") pending.set(entry.id, { type: entry.type, address: entry.address });
    else pending.delete(entry.id);
  }
  return { revision: head.revision, operations: [...pending.values()] };
}

function parseLine(line: string): object | undefined {
  try {
    const data: unknown = JSON.parse(line);
    return typeof data === "object" && data !== null ? data : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(line: object): line is JournalEntry {
  return "id" in line && "type" in line && "address" in line && "state" in line;
}
