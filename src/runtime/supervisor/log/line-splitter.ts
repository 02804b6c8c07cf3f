import { StringDecoder } from "node:string_decoder";

/** Longest line that is kept, in UTF-16 code units; the rest of a longer one is dropped. */
export const longestLine = 64 * 1_024;

/** Cuts a byte stream into lines. Memory stays bounded whatever comes: of a line at most `limit` characters are held. */
export class LineSplitter {
  readonly #decoder = new StringDecoder("utf8");
  readonly #limit: number;
  readonly #onLine: (line: string) => void;
  #held = "";

  constructor(onLine: (line: string) => void, limit = longestLine) {
    this.#onLine = onLine;
    this.#limit = limit;
  }

  push(chunk: Buffer): void {
    const text = this.#decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      this.#hold(text, start, end);
      this.#release();
      start = end + 1;
    }
    this.#hold(text, start, text.length);
  }

  /** Gives what stands behind the last line end. */
  end(): void {
    if (this.#held !== "") this.#release();
  }

  #hold(text: string, start: number, end: number): void {
    const room = this.#limit - this.#held.length;
    if (room > 0 && end > start) this.#held += text.slice(start, Math.min(end, start + room));
  }

  #release(): void {
    const line = this.#held;
    this.#held = "";
    this.#onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
  }
}
