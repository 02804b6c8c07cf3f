import type { ServerResponse } from "node:http";
import type { JsonRpcMessage } from "../../mcp/json-rpc.ts";

/** Proxies and clients drop a connection on which nothing moves; a comment moves. */
const keepAliveMs = 15_000;
/** Unsent bytes above which what may be lost is dropped rather than kept for a client that does not read. */
const slowReaderBytes = 1024 * 1024;

/** Server-sent events on one response, each a JSON-RPC message. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #timer: NodeJS.Timeout;

  constructor(response: ServerResponse, headers: Readonly<Record<string, string>> = {}) {
    this.#response = response;
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

  /** A droppable message is left out for a reader that lags behind. */
  send(message: JsonRpcMessage, options: { readonly droppable?: boolean } = {}): void {
    if (options.droppable === true && this.#response.writableLength > slowReaderBytes) return;
    this.#write(`event: message\ndata: ${JSON.stringify(message)}\n\n`);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#response.end();
  }

  #write(text: string): void {
    if (!this.#response.writableEnded && !this.#response.destroyed) this.#response.write(text);
  }
}
