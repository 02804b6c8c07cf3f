import type { LogLine } from "../../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";
import { parseLogLine } from "./log-line.ts";

const blockBytes = 64 * 1024;
/** So many bytes at a file's beginning tell it from the one that takes its name: the first line's time is in them. */
const headBytes = 64;

/** Reads one log and those that were put aside (`.1`, `.2`, …), and follows it across rotations without losing or repeating a line. */
export class LogReader {
  readonly name: string;
  readonly path: string;
  readonly #host: ReadOnlyHost;
  #offset = 0;
  #head: Uint8Array = new Uint8Array();
  /** The beginning of a line whose end is not written yet. */
  #rest: Uint8Array = new Uint8Array();

  constructor(name: string, path: string, host: ReadOnlyHost) {
    this.name = name;
    this.path = path;
    this.#host = host;
  }

  /** The last `count` lines; `news` goes on behind them. */
  async history(count: number): Promise<readonly LogLine[]> {
    const size = (await this.#host.stat(this.path))?.size ?? 0;
    this.#head = await this.#host.readFrom(this.path, 0, Math.min(headBytes, size));
    this.#offset = size;
    const lines = await this.#lastLines(this.path, size, count);
    for (let number = 1; lines.length < count; number++) {
      const older = `${this.path}.${number}`;
      const olderSize = (await this.#host.stat(older))?.size;
      if (olderSize === undefined) break;
      lines.unshift(...(await this.#lastLines(older, olderSize, count - lines.length)));
    }
    return lines.map((line) => parseLogLine(this.name, line));
  }

  /** Whole lines written since the last call. */
  async news(): Promise<readonly LogLine[]> {
    const lines: string[] = [];
    if (await this.#wasRotated()) {
      // It may have happened more than once since we looked: what was begun, then all that came and went in between.
      for (let number = await this.#putAside(); number > 0; number--) {
        await this.#readOn(`${this.path}.${number}`, lines);
        this.#startOver();
      }
      this.#startOver();
    }
    await this.#readOn(this.path, lines);
    return lines.map((line) => parseLogLine(this.name, line));
  }

  async #wasRotated(): Promise<boolean> {
    if (this.#offset === 0) return false;
    return !startsWith(await this.#host.readFrom(this.path, 0, this.#head.length), this.#head);
  }

  #startOver(): void {
    this.#offset = 0;
    this.#rest = new Uint8Array();
    this.#head = new Uint8Array();
  }

  /** Number of the file we were reading, under the name it has now; 0 when it is not kept. */
  async #putAside(): Promise<number> {
    for (let number = 1; ; number++) {
      const head = await this.#host.readFrom(`${this.path}.${number}`, 0, this.#head.length);
      if (head.length === 0) return 0;
      if (startsWith(head, this.#head)) return number;
    }
  }

  async #readOn(path: string, lines: string[]): Promise<void> {
    for (;;) {
      const block = await this.#host.readFrom(path, this.#offset, blockBytes);
      if (block.length === 0) return;
      if (this.#head.length < headBytes) this.#head = join(this.#head, block.subarray(0, headBytes - this.#head.length));
      this.#offset += block.length;
      const text = join(this.#rest, block);
      const end = text.lastIndexOf(0x0a) + 1;
      lines.push(...splitLines(text.subarray(0, end)));
      this.#rest = text.subarray(end);
    }
  }

  /** Reads backwards from `size` until there are enough lines. An unfinished last line is left for `news`. */
  async #lastLines(path: string, size: number, count: number): Promise<string[]> {
    let start = size;
    let text = new Uint8Array();
    while (start > 0 && linesIn(text) <= count) {
      const from = Math.max(0, start - blockBytes);
      text = join(await this.#host.readFrom(path, from, start - from), text);
      start = from;
    }
    const end = text.lastIndexOf(0x0a) + 1;
    if (path === this.path) this.#rest = text.subarray(end);
    return count === 0 ? [] : splitLines(text.subarray(0, end)).slice(-count);
  }
}

function linesIn(text: Uint8Array): number {
  let count = 0;
  for (const byte of text) if (byte === 0x0a) count++;
  return count;
}

function splitLines(text: Uint8Array): string[] {
  return text.length === 0 ? [] : new TextDecoder().decode(text).replace(/\n$/, "").split("\n");
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function startsWith(text: Uint8Array, head: Uint8Array): boolean {
  return text.length >= head.length && head.every((byte, index) => text[index] === byte);
}
