import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** How often connections are looked at that have nothing more to do. */
const sweepMs = 25;

/** Brings an HTTP server to its end without breaking off what can still be answered. */
export class Drain {
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();
  #draining = false;

  constructor(server: Server) {
    this.#server = server;
  }

  /** To be told of every request: streams without end are not waited for, and connections that are kept get nothing new to do. */
  begins(request: IncomingMessage, response: ServerResponse): void {
    if (this.#draining) response.shouldKeepAlive = false;
    if (request.method !== "GET" && request.headers["mcp-method"] !== "subscriptions/listen") return;
    this.#streams.add(response);
    response.once("close", () => this.#streams.delete(response));
  }

  /** Takes no new connection; resolves when every call was answered or `ms` have passed. Idle connections are closed. */
  async run(ms: number): Promise<void> {
    this.#draining = true;
    const until = performance.now() + ms;
    let over = false;
    this.#server.close(() => {
      over = true;
    });
    while (!over && performance.now() < until) {
      for (const stream of this.#streams) if (stream.headersSent) stream.end();
      this.#server.closeIdleConnections();
      await pause(sweepMs);
    }
  }
}
