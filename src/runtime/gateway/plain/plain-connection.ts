import type { Socket } from "node:net";
import type { ClientRequest, ClientResponse } from "../client-exchange.ts";
import type { Accepted } from "./accept-plain.ts";
import { type PlainRequest, readPlainRequest } from "./plain-request.ts";
import { PlainResponse } from "./plain-response.ts";

export interface PlainConnectionParts {
  accept(request: PlainRequest, ownAddress: string | undefined): Accepted | undefined | Promise<Accepted | undefined>;
  /** Sees each request before it is served. */
  readonly observe: ((request: ClientRequest, response: ClientResponse) => void) | undefined;
  /** Seconds for which an idle connection is kept; undefined when no more requests are taken. */
  readonly keptSeconds: () => number | undefined;
  /** Takes the connection over, from the bytes on that are put back. */
  readonly handOver: (socket: Socket) => void;
  /** It is closed, or somebody else's. */
  readonly left: (connection: PlainConnection) => void;
}

/** A connection of a client as long as nothing but plain requests come on it, one after the other. */
export class PlainConnection {
  readonly #socket: Socket;
  readonly #parts: PlainConnectionParts;
  #busy = false;
  #response: PlainResponse | undefined;
  /** What came before its turn. */
  #early: Buffer | undefined;
  /** A request was served on it. */
  used = false;
  /** When it became idle, in milliseconds of a clock that does not jump. */
  idleSince = performance.now();
  readonly #onData = (chunk: Buffer) => this.#take(chunk);
  readonly #onEnd = () => this.#leave();
  readonly #onClose = () => this.#closed();

  constructor(socket: Socket, parts: PlainConnectionParts) {
    this.#socket = socket;
    this.#parts = parts;
    socket.on("data", this.#onData).on("end", this.#onEnd).on("close", this.#onClose).on("error", ignore);
  }

  get idle(): boolean {
    return !this.#busy;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.#busy) {
      this.#early = this.#early === undefined ? chunk : Buffer.concat([this.#early, chunk]);
      this.#socket.pause();
      return;
    }
    // Who asks on and does not read is better off with a parser that stops listening then.
    const request = this.#socket.writableLength > mostUnread ? undefined : readPlainRequest(chunk);
    const accepted = request === undefined ? undefined : this.#parts.accept(request, this.#socket.localAddress);
    if (request === undefined || accepted === undefined) this.#handOver(chunk);
    else if (accepted instanceof Promise) void this.#wait(request, chunk, accepted);
    else this.#serve(request, accepted);
  }

  async #wait(request: PlainRequest, chunk: Buffer, coming: Promise<Accepted | undefined>): Promise<void> {
    this.#busy = true;
    const accepted = await coming;
    if (this.#socket.destroyed) return;
    if (accepted !== undefined) this.#serve(request, accepted);
    else this.#handOver(this.#early === undefined ? chunk : Buffer.concat([chunk, this.#early]));
  }

  #serve(request: PlainRequest, { proxy, caller }: Accepted): void {
    const { keptSeconds, observe } = this.#parts;
    const response = new PlainResponse({ socket: this.#socket, keptSeconds, finished: () => this.#finished() });
    this.#busy = true;
    this.used = true;
    this.#response = response;
    observe?.(request, response);
    if (response.scope !== undefined) response.scope.caller = caller;
    void proxy.serveBody(request, response, request.body);
  }

  #finished(): void {
    this.#busy = false;
    this.idleSince = performance.now();
    if (this.#parts.keptSeconds() === undefined) this.#socket.end();
    // Who sends the next request before this one is answered is better off with a parser that queues them.
    else if (this.#early !== undefined) this.#handOver(this.#early);
  }

  #handOver(bytes: Buffer): void {
    const socket = this.#socket;
    socket.off("data", this.#onData).off("end", this.#onEnd).off("close", this.#onClose).off("error", ignore);
    socket.pause();
    socket.unshift(bytes);
    this.#parts.left(this);
    this.#parts.handOver(socket);
    socket.resume();
  }

  /** The client sends no more. One that is still to be answered has given up, as with Node's own server. */
  #leave(): void {
    if (this.#busy) this.#socket.destroy();
    else this.#socket.end();
  }

  #closed(): void {
    this.#parts.left(this);
    this.#response?.closed();
  }
}

/** Bytes of earlier answers that may still be on their way when the next request comes. */
const mostUnread = 64 * 1024;

const ignore = () => {};
