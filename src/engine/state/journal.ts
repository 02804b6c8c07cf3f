import type { Host } from "../../host/host.ts";
import type { JournalEntry, JournalHead } from "./read-journal.ts";
import { stateFiles } from "./state-files.ts";
import { writing } from "./writing.ts";

/**
 * Writes down what is about to be tried and how it ended. A record is on the disk when its promise resolves. Records that come while the
 * disk is busy share one write, so that many operations at once do not queue up for as many syncs.
 */
export class Journal {
  readonly #host: Host;
  readonly #path: string;
  #waiting: string[] = [];
  #current: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(host: Host, stateDirectory: string) {
    this.#host = host;
    this.#path = stateFiles(stateDirectory).journal;
  }

  /** Begins a new journal in place of any old one. */
  async begin(revision: number): Promise<void> {
    const head: JournalHead = { formatVersion: "1.0", revision };
    await writing(this.#path, this.#host.writeFile(this.#path, `${JSON.stringify(head)}\n`));
  }

  record(entry: JournalEntry): Promise<void> {
    this.#waiting.push(`${JSON.stringify(entry)}\n`);
    this.#next ??= this.#flushAfter(this.#current);
    return this.#next;
  }

  async end(): Promise<void> {
    await writing(this.#path, this.#host.remove(this.#path));
  }

  async #flushAfter(previous: Promise<void> | undefined): Promise<void> {
    // Whoever wrote the previous lines hears of their failure.
    await previous?.catch(() => undefined);
    const lines = this.#waiting.join("");
    this.#waiting = [];
    this.#current = this.#next;
    this.#next = undefined;
    await writing(this.#path, this.#host.appendFile(this.#path, lines));
  }
}
