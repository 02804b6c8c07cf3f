import { type Connections, idleMs, NotConnected, type OutgoingRequest, reasonOf } from "../connections.ts";
import type { UpstreamAnswer } from "../upstream-answer.ts";
import { requestHead, type Target, targetOf } from "./request-head.ts";
import { WireConnection } from "./wire-connection.ts";

/** More idle connections than these are not kept. */
const mostIdle = 256;

/** Connections to one server without TLS: as many as there are exchanges, kept for a while when there are none. */
export class WireConnections implements Connections {
  readonly #url: URL;
  readonly #target: Target;
  /** The one used last is used first, so that those that are too many become old. */
  readonly #idle: WireConnection[] = [];
  #sweeper: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: URL) {
    this.#url = url;
    this.#target = targetOf(url);
  }

  send({ method, fields, body, signal }: OutgoingRequest): Promise<UpstreamAnswer> {
    const head = requestHead(method, this.#target, fields);
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const connection = this.#take();
      const abort = () => {
        const error = new Error("the request was taken back");
        connection.destroy(error);
        // Told at once: that the connection has closed is heard of later than the log asks how it went.
        reject(error);
      };
      signal.addEventListener("abort", abort, { once: true });
      connection.send({
        method,
        head,
        body,
        answered: resolve,
        failed: (error, connected) => reject(connected || signal.aborted ? error : new NotConnected(reasonOf(error))),
        over: () => {
          signal.removeEventListener("abort", abort);
          this.#giveBack(connection);
        },
      });
    });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#sweeper);
    this.#sweeper = undefined;
    for (const connection of this.#idle.splice(0)) connection.destroy();
  }

  #take(): WireConnection {
    const now = performance.now();
    for (let connection = this.#idle.pop(); connection !== undefined; connection = this.#idle.pop()) {
      if (!isStale(connection, now)) return connection;
      connection.destroy();
    }
    return new WireConnection(this.#url, (gone) => this.#forget(gone));
  }

  #giveBack(connection: WireConnection): void {
    if (connection.closed) return;
    if (this.#closed || this.#idle.length >= mostIdle) {
      connection.destroy();
      return;
    }
    connection.idleSince = performance.now();
    this.#idle.push(connection);
    this.#sweeper ??= setTimeout(() => this.#sweep(), idleMs).unref();
  }

  #sweep(): void {
    const now = performance.now();
    this.#sweeper = undefined;
    const kept = this.#idle.filter((connection) => !isStale(connection, now));
    for (const connection of this.#idle) if (!kept.includes(connection)) connection.destroy();
    this.#idle.splice(0, this.#idle.length, ...kept);
    if (kept.length > 0) this.#sweeper = setTimeout(() => this.#sweep(), idleMs / 2).unref();
  }

  #forget(connection: WireConnection): void {
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}

function isStale({ closed, idleSince, keptMs = idleMs }: WireConnection, now: number): boolean {
  return closed || now - idleSince >= Math.min(idleMs, keptMs);
}
