import { bytesToHex } from "@noble/hashes/utils.js";
import type { Host } from "../../host/host.ts";
import type { Revision } from "../revision.ts";
import type { EnvironmentState } from "./environment-state.ts";
import { listRevisions } from "./read-revisions.ts";
import { stateFiles } from "./state-files.ts";
import { writing } from "./writing.ts";

/** So many revisions are kept, and the last stable one whatever its age. */
const keptRevisions = 20;

/** Writes the state of one environment. Only who holds the lock may use it. Every file is replaced whole. */
export class StateWriter {
  readonly #host: Host;
  readonly #directory: string;

  constructor(host: Host, stateDirectory: string) {
    this.#host = host;
    this.#directory = stateDirectory;
  }

  /** Gives a new history its name and its key. What is there stays. */
  async ensureIdentity(lineage: string): Promise<void> {
    const files = stateFiles(this.#directory);
    await writing(files.lineage, this.#host.createFile(files.lineage, `${lineage === "" ? this.#hex(16) : lineage}\n`));
    await writing(files.key, this.#host.createFile(files.key, `${this.#hex(32)}\n`));
  }

  async writeRevision(revision: Revision): Promise<void> {
    const files = stateFiles(this.#directory);
    const path = files.revision(revision.revision);
    await writing(files.revisions, this.#host.makeDirectory(files.revisions));
    await writing(path, this.#host.writeFile(path, jsonFile(revision)));
  }

  /** `former` is what `state.json` holds now, as it was read: it becomes the backup. */
  async writeState(state: EnvironmentState, former: EnvironmentState): Promise<void> {
    const files = stateFiles(this.#directory);
    if (former.revision > 0) await writing(files.backup, this.#host.writeFile(files.backup, jsonFile(former)));
    await writing(files.state, this.#host.writeFile(files.state, jsonFile(state)));
  }

  /** Removes old revisions. */
  async prune(state: EnvironmentState): Promise<void> {
    const files = stateFiles(this.#directory);
    const numbers = await listRevisions(this.#host, this.#directory);
    for (const number of numbers) {
      const path = files.revision(number);
      if (number <= state.revision - keptRevisions && number !== state.stable) await writing(path, this.#host.remove(path));
    }
  }

  #hex(bytes: number): string {
    return bytesToHex(this.#host.random(bytes));
  }
}

function jsonFile(data: unknown): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
