import type { LogLine } from "../../../src/engine/target.ts";
import type { ReadOnlyHost } from "../../../src/host/host.ts";

/** Of a long log only so much of its end is looked at. */
const longestHistory = 4 * 1024 * 1024;
const step = 256 * 1024;

/** One log file of nginx, read to its end and then on. A file that was rotated away is begun anew. */
export class LogTail {
  readonly #path: string;
  readonly #stream: LogLine["stream"];
  readonly #host: ReadOnlyHost;
  #offset = 0;
  #rest = "";

  constructor(path: string, stream: LogLine["stream"], host: ReadOnlyHost) {
    this.#path = path;
    this.#stream = stream;
    this.#host = host;
  }

  /** The last lines of each name. */
  async history(tail: number, wanted: (line: LogLine) => boolean): Promise<readonly LogLine[]> {
    const size = (await this.#host.stat(this.#path))?.size ?? 0;
    this.#offset = Math.max(0, size - longestHistory);
    const lines = (await this.news()).slice(this.#offset > size - longestHistory && size > longestHistory ? 1 : 0).filter(wanted);
    const counts = new Map<string, number>();
    return lines
      .toReversed()
      .filter(({ name }) => {
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        return count <= tail;
      })
      .reverse();
  }

  async news(): Promise<readonly LogLine[]> {
    const size = (await this.#host.stat(this.#path))?.size ?? 0;
    if (size < this.#offset) this.#offset = 0;
    const decoder = new TextDecoder();
    let text = this.#rest;
    for (;;) {
      const bytes = await this.#host.readFrom(this.#path, this.#offset, step);
      if (bytes.length === 0) break;
      this.#offset += bytes.length;
      text += decoder.decode(bytes, { stream: true });
    }
    const lines = text.split("\n");
    this.#rest = lines.pop() ?? "";
    return lines.filter((line) => line !== "").map((line) => readLine(line, this.#stream));
  }
}

/** Lines of the access log name their server; all else is of nginx itself. */
function readLine(text: string, stream: LogLine["stream"]): LogLine {
  const entry = stream === "stdout" ? parse(text) : undefined;
  if (entry !== undefined) {
    const { server, time } = entry;
    const name = typeof server === "string" && server !== "" ? server : "nginx";
    return { name, stream, text, ...(typeof time === "string" && { time: Date.parse(time) }) };
  }
  const stamp = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) /.exec(text);
  const time = stamp === null ? Number.NaN : Date.parse(`${stamp[1]}-${stamp[2]}-${stamp[3]}T${stamp[4]}`);
  return { name: "nginx", stream, text, ...(Number.isFinite(time) && { time }) };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
