/** Lines wait so long, in milliseconds, for others to be written with: a write for each would cost as much as the call it tells of. */
const patienceMs = 20;
/** So many bytes wait for nothing. */
const mostWaiting = 16 * 1024;

/**
 * Writes lines in order, those of a short while together. Whoever ends the program flushes before. They wait as bytes: as text, in the
 * pieces it was put together from, they would be what the garbage collector works at most.
 */
export class GatheredLines {
  readonly #write: (text: string) => void;
  readonly #bytes = Buffer.allocUnsafeSlow(2 * mostWaiting);
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  write(line: string): void {
    // One character is three bytes at most.
    if (line.length * 3 > this.#bytes.length - this.#waiting) {
      this.flush();
      if (line.length * 3 > this.#bytes.length) {
        this.#write(line);
        return;
      }
    }
    this.#waiting += this.#bytes.write(line, this.#waiting, "utf8");
    if (this.#waiting >= mostWaiting) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), patienceMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const length = this.#waiting;
    this.#waiting = 0;
    if (length > 0) this.#write(this.#bytes.toString("utf8", 0, length));
  }
}
