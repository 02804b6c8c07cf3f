import type { Server } from "node:http";
import type { Socket } from "node:net";
import { PlainConnection, type PlainConnectionParts } from "./plain-connection.ts";

export interface PlainConnectionsOptions extends Pick<PlainConnectionParts, "accept" | "observe"> {
  /** For so many milliseconds an idle connection is kept. */
  readonly keepAliveMs: number;
  /** For so many milliseconds one is waited for that has sent nothing yet. */
  readonly patienceMs: number;
}

/**
 * Takes the connections of a server before its parser does. Nearly every call is a POST that comes in one packet, to be passed on; that
 * is read and answered here. At the first request on it that is anything else a connection becomes the server's own, for good.
 */
export class PlainConnections {
  readonly #options: PlainConnectionsOptions;
  readonly #connections = new Set<PlainConnection>();
  readonly #sweeper: NodeJS.Timeout;
  #closing = false;

  constructor(server: Server, options: PlainConnectionsOptions) {
    this.#options = options;
    const { accept, observe, keepAliveMs, patienceMs } = options;
    const parsers = server.listeners("connection");
    const parts: PlainConnectionParts = {
      accept,
      observe,
      keptSeconds: () => (this.#closing ? undefined : Math.floor(keepAliveMs / 1000)),
      handOver: (socket) => {
        for (const parse of parsers) parse.call(server, socket);
      },
      left: (connection) => this.#connections.delete(connection),
    };
    server.removeAllListeners("connection");
    server.on("connection", (socket: Socket) => this.#connections.add(new PlainConnection(socket, parts)));
    this.#sweeper = setInterval(() => this.#sweep(), Math.min(patienceMs / 2, 5_000)).unref();
  }

  /** Connections that are idle end now, others with the answer that is under way. */
  close(): void {
    this.#closing = true;
    clearInterval(this.#sweeper);
    for (const connection of this.#connections) if (connection.idle) connection.destroy();
  }

  /** Ends those that are left. */
  destroy(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  #sweep(): void {
    const { keepAliveMs, patienceMs } = this.#options;
    const now = performance.now();
    for (const connection of this.#connections) {
      const { idle, idleSince, used } = connection;
      if (idle && now - idleSince >= (used ? keepAliveMs : patienceMs)) connection.destroy();
    }
  }
}
