import type { ServerResponse } from "node:http";
import { ResumableStream, type StreamOptions } from "./resumable-stream.ts";

/** Characters of finished streams that are kept for a client that lost the connection just before the end. */
const keptCharacters = 16 * 1024;

/** All streams of one session. The general one (GET) lives as long as the session and belongs to no request. */
export class SessionStreams {
  readonly general: ResumableStream;
  readonly #options: StreamOptions;
  readonly #streams = new Map<string, ResumableStream>();
  #count = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.general = new ResumableStream("g", options);
  }

  /** A new stream for the answer to one request. */
  open(response: ServerResponse): ResumableStream {
    this.#count += 1;
    const name = `r${this.#count}`;
    const stream = new ResumableStream(name, this.#options);
    this.#streams.set(name, stream);
    this.#forgetFinished();
    stream.attach(response);
    return stream;
  }

  /** Goes on after the event that the client saw last. False where that stream is not known any more. */
  resume(lastEventId: string, response: ServerResponse): boolean {
    const [, name = "", number = ""] = /^(g|r\d+)_(\d{1,9})$/.exec(lastEventId) ?? [];
    const stream = name === "g" ? this.general : this.#streams.get(name);
    stream?.attach(response, Number(number));
    return stream !== undefined;
  }

  end(): void {
    for (const stream of this.#streams.values()) stream.end();
    this.#streams.clear();
    this.general.end();
  }

  /** Oldest first, so that the last ones stay. */
  #forgetFinished(): void {
    const finished = [...this.#streams].filter(([, stream]) => stream.ended);
    let kept = finished.reduce((sum, [, stream]) => sum + stream.size, 0);
    for (const [name, stream] of finished) {
      if (kept <= keptCharacters) return;
      kept -= stream.size;
      this.#streams.delete(name);
    }
  }
}
