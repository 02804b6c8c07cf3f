/** Lines wait so long, in milliseconds, for others to be written with: a write for each would cost as much as the call it tells of. */
const patienceMs = 20;
/** So many characters wait for nothing. */
const mostWaiting = 16 * 1024;

/** Writes lines in order, those of a short while together. Whoever ends the program flushes before. */
export class GatheredLines {
  readonly #write: (text: string) => void;
  #waiting = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  write(line: string): void {
    this.#waiting += line;
    if (this.#waiting.length >= mostWaiting) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), patienceMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting;
    this.#waiting = "";
    if (text !== "") this.#write(text);
  }
}
