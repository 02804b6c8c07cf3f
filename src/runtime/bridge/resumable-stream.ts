import type { ServerResponse } from "node:http";
import type { JsonRpcMessage } from "../../mcp/json-rpc.ts";
import { EventStream, type MessageStream } from "./event-stream.ts";
import type { Pace } from "./pace.ts";

interface KeptEvent {
  readonly number: number;
  readonly text: string;
}

/** Kept for a client that comes back for them, per stream. What was heard long ago goes first. */
const mostEvents = 256;
/** A single message may be longer; then it is the only one that is kept. */
const mostCharacters = 256 * 1024;

export interface StreamOptions {
  /** The client's revision knows events without a message. */
  readonly primes: boolean;
  readonly pace: Pace;
}

/** A stream of a session that outlives its connection: a client that lost it gets what it missed on the next one. */
export class ResumableStream implements MessageStream {
  readonly #name: string;
  readonly #options: StreamOptions;
  readonly #events: KeptEvent[] = [];
  #characters = 0;
  #last = 0;
  /** The last event that went to a connection. */
  #told = 0;
  #stream: EventStream | undefined;
  #ended = false;

  constructor(name: string, options: StreamOptions) {
    this.#name = name;
    this.#options = options;
  }

  /** Characters it holds on to. */
  get size(): number {
    return this.#characters;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get attached(): boolean {
    return this.#stream !== undefined;
  }

  /**
   * Goes on to this response, after the event of that number; another connection that it had is ended. A client that names none begins
   * with what nobody was told yet: a question that is put again would be answered twice.
   */
  attach(response: ServerResponse, seen?: number): void {
    const after = seen ?? this.#told;
    this.#stream?.end();
    const stream = new EventStream(response, {}, this.#options.pace);
    this.#stream = stream;
    response.once("close", () => {
      if (this.#stream === stream) this.#stream = undefined;
    });
    if (this.#options.primes && (seen ?? 0) === 0) stream.prime(this.#id(after));
    for (const { number, text } of this.#events) if (number > after) stream.sendText(text, { id: this.#id(number) });
    this.#told = this.#last;
    if (this.#ended) this.#finish();
  }

  send(message: JsonRpcMessage, options: { readonly droppable?: boolean } = {}): void {
    this.sendText(JSON.stringify(message), options);
  }

  sendText(text: string, options: { readonly droppable?: boolean } = {}): void {
    if (this.#ended || (options.droppable === true && this.#stream?.lags === true)) return;
    this.#last += 1;
    this.#events.push({ number: this.#last, text });
    this.#characters += text.length;
    while (this.#events.length > 1 && (this.#events.length > mostEvents || this.#characters > mostCharacters)) this.#forget();
    if (this.#stream === undefined) return;
    this.#stream.sendText(text, { id: this.#id(this.#last) });
    this.#told = this.#last;
  }

  end(): void {
    this.#ended = true;
    this.#finish();
  }

  #finish(): void {
    this.#stream?.end();
    this.#stream = undefined;
  }

  #forget(): void {
    this.#characters -= this.#events.shift()?.text.length ?? 0;
  }

  #id(number: number): string {
    return `${this.#name}_${number}`;
  }
}
