import type { ServerResponse } from "node:http";
import type { JsonRpcMessage } from "../../mcp/json-rpc.ts";
import type { Pace } from "./pace.ts";

/** Proxies and clients drop a connection on which nothing moves; a comment moves. */
const keepAliveMs = 15_000;
/** Unsent bytes above which what may be lost is dropped rather than kept for a client that does not read. */
const slowReaderBytes = 1024 * 1024;
/** Unsent bytes above which a client is given up, so that one that does not read costs no more. */
const lostReaderBytes = 64 * 1024 * 1024;

/** Where messages to a client go. A droppable message is left out for a reader that lags behind. */
export interface MessageStream {
  send(message: JsonRpcMessage, options?: { readonly droppable?: boolean }): void;
  /** A message as JSON text, without line breaks. */
  sendText(text: string, options?: { readonly droppable?: boolean }): void;
  end(): void;
}

/** Server-sent events on one response, each a JSON-RPC message. */
export class EventStream implements MessageStream {
  readonly #response: ServerResponse;
  readonly #timer: NodeJS.Timeout;
  readonly #pace: Pace | undefined;

  constructor(response: ServerResponse, headers: Readonly<Record<string, string>> = {}, pace?: Pace) {
    this.#response = response;
    this.#pace = pace;
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      // nginx would collect events before it passes them on.
      "x-accel-buffering": "no",
      ...headers,
    });
    response.flushHeaders();
    this.#timer = setInterval(() => this.#write(": keep-alive\n\n"), keepAliveMs).unref();
    response.once("close", () => clearInterval(this.#timer));
  }

  /** True when it is better to leave out what may be lost. */
  get lags(): boolean {
    return this.#pace?.holds !== true && this.#response.writableLength > slowReaderBytes;
  }

  send(message: JsonRpcMessage, options: { readonly droppable?: boolean } = {}): void {
    this.sendText(JSON.stringify(message), options);
  }

  sendText(text: string, options: { readonly droppable?: boolean; readonly id?: string } = {}): void {
    if (options.droppable === true && this.lags) return;
    const id = options.id === undefined ? "" : `id: ${options.id}\n`;
    this.#write(`event: message\n${id}data: ${text}\n\n`);
  }

  /** An event without a message, so that the client knows from where to go on (2025-11-25, basic/transports, "Resumability"). */
  prime(id: string): void {
    this.#write(`id: ${id}\ndata: \n\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#response.end();
  }

  #write(text: string): void {
    if (this.#response.writableEnded || this.#response.destroyed) return;
    this.#response.write(text);
    if (this.#response.writableLength > lostReaderBytes) this.#response.destroy();
    else this.#pace?.wrote(this.#response, text.length);
  }
}
