import { MalformedAnswer } from "./answer-head.ts";

/** Longest line between two chunks, in bytes, and longest trailer. */
const longestLine = 4096;
const longestTrailer = 64 * 1024;

/** Takes the chunks of a body apart (RFC 9112, 7.1), however they were cut on their way. Extensions and trailers are left out. */
export class ChunkedBody {
  readonly #data: (chunk: Buffer) => void;
  #state: "size" | "data" | "after-data" | "trailer" | "done" = "size";
  #line = "";
  #left = 0;
  #trailer = 0;

  constructor(data: (chunk: Buffer) => void) {
    this.#data = data;
  }

  get done(): boolean {
    return this.#state === "done";
  }

  /** Gives how many bytes belonged to the body; all of them as long as it is not done. The chunks handed out are not copied. */
  take(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && this.#state !== "done") at = this.#state === "data" ? this.#takeData(bytes, at) : this.#takeLine(bytes, at);
    return at;
  }

  #takeData(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#left);
    this.#left -= end - at;
    if (this.#left === 0) this.#state = "after-data";
    this.#data(bytes.subarray(at, end));
    return end;
  }

  #takeLine(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(10, at);
    this.#line += bytes.toString("latin1", at, end === -1 ? bytes.length : end);
    if (this.#line.length > longestLine) throw new MalformedAnswer("a chunk of its answer is malformed");
    if (end === -1) return bytes.length;
    const line = this.#line;
    this.#line = "";
    if (!line.endsWith("\r")) throw new MalformedAnswer("a chunk of its answer is malformed");
    this.#readLine(line.slice(0, -1));
    return end + 1;
  }

  #readLine(line: string): void {
    if (this.#state === "size") {
      const [, size] = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
      if (size === undefined) throw new MalformedAnswer("a chunk of its answer is malformed");
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? "trailer" : "data";
    } else if (this.#state === "after-data") {
      if (line !== "") throw new MalformedAnswer("a chunk of its answer is longer than it says");
      this.#state = "size";
    } else {
      this.#trailer += line.length;
      if (this.#trailer > longestTrailer) throw new MalformedAnswer("the trailer of its answer is too long");
      if (line === "") this.#state = "done";
    }
  }
}
