import { connect, type Socket } from "node:net";
import type { MessageBody } from "../../client-exchange.ts";
import { connectTimeoutMs } from "../connections.ts";
import type { BodyReader, UpstreamAnswer } from "../upstream-answer.ts";
import { type AnswerHead, MalformedAnswer, readHead } from "./answer-head.ts";
import { ChunkedBody } from "./chunked-body.ts";

/** Longest head of an answer, in bytes. */
const longestHead = 64 * 1024;
/** A body up to so many bytes is sent in one write with its head; a larger one is not copied for that. */
const joinedBytes = 64 * 1024;
/** Where the kernel puts what it has for any of the connections: each takes its share out before another one reads. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

export interface Exchange {
  readonly method: string;
  readonly head: string;
  readonly body: MessageBody | undefined;
  /** Takes the head of the answer; the body comes through it. */
  readonly answered: (answer: UpstreamAnswer) => void;
  /** There will be no answer. `connected`: the request may have arrived. */
  readonly failed: (error: Error, connected: boolean) => void;
  /** The exchange is over, however it ended; the connection may be used again if it is not closed. */
  readonly over: () => void;
}

/**
 * One connection to a server, one exchange at a time. Node's own client does several times the work for each of them, and most of what
 * the gateway did for a call was that.
 */
export class WireConnection {
  readonly #socket: Socket;
  #connected = false;
  #exchange: Exchange | undefined;
  #text = "";
  #answer: WireAnswer | undefined;
  #kept: number | undefined;
  /** When it became idle, in milliseconds of a clock that does not jump. */
  idleSince = 0;

  constructor(url: URL, closed: (connection: WireConnection) => void) {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const onread = { buffer: shared, callback: (length: number) => this.#take(length) };
    const options = { host, port: Number(url.port || 80), noDelay: true, keepAlive: true, keepAliveInitialDelay: 1000, onread };
    const late = setTimeout(() => this.destroy(Object.assign(new Error("no connection"), { code: "ETIMEDOUT" })), connectTimeoutMs);
    this.#socket = connect(options, () => {
      this.#connected = true;
      clearTimeout(late);
    });
    let failure: Error | undefined;
    this.#socket.on("error", (error) => {
      failure = error;
    });
    this.#socket.on("close", () => {
      clearTimeout(late);
      closed(this);
      this.#closed(failure);
    });
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** Milliseconds for which the server keeps it while it is idle; undefined when it did not say. */
  get keptMs(): number | undefined {
    return this.#kept;
  }

  send(exchange: Exchange): void {
    const { head, body } = exchange;
    this.#exchange = exchange;
    if (body === undefined) this.#socket.write(head, "latin1");
    else if (body.length <= joinedBytes) this.#socket.write(head + (typeof body === "string" ? body : body.toString("latin1")), "latin1");
    else {
      this.#socket.cork();
      this.#socket.write(head, "latin1");
      this.#socket.write(body, "latin1");
      this.#socket.uncork();
    }
  }

  /** Ends it, and the exchange on it with `error`. */
  destroy(error?: Error): void {
    this.#socket.destroy(error);
  }

  /** False: no more for now. */
  #take(length: number): boolean {
    try {
      if (this.#answer !== undefined) this.#takeBody(shared.subarray(0, length));
      else if (this.#exchange !== undefined) this.#takeHead(shared.subarray(0, length));
      // Nobody asked for anything.
      else this.destroy();
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
    return this.#answer?.paused !== true;
  }

  #takeHead(bytes: Buffer): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    const before = this.#text.length;
    this.#text += bytes.toString("latin1");
    const end = this.#text.indexOf("\r\n\r\n", Math.max(0, before - 3));
    if (end === -1) {
      if (this.#text.length > longestHead) throw new MalformedAnswer("the head of its answer is too long");
      return;
    }
    const head = readHead(this.#text.slice(0, end), exchange.method);
    const rest = this.#text.slice(end + 4);
    this.#text = "";
    if (head.statusCode >= 200) this.#begin(exchange, head, rest);
    else if (head.statusCode === 101) throw new MalformedAnswer("it changes the protocol, which nobody asked for");
    // What is only told on the way (103 and the like) is of no use to a client that gets the rest at once.
    else if (rest !== "") this.#takeHead(Buffer.from(rest, "latin1"));
  }

  #begin(exchange: Exchange, head: AnswerHead, rest: string): void {
    this.#kept = head.keptMs;
    if (head.framing === rest.length) {
      const { statusCode, headers } = head;
      this.#finish(true);
      exchange.answered({ statusCode, headers, whole: rest, ...nothingToRead });
      return;
    }
    this.#answer = new WireAnswer(head, this.#socket);
    exchange.answered(this.#answer);
    if (rest !== "") this.#takeBody(Buffer.from(rest, "latin1"));
  }

  #takeBody(bytes: Buffer): void {
    const answer = this.#answer;
    if (answer === undefined) return;
    const taken = answer.take(bytes);
    if (!answer.complete) return;
    this.#finish(taken === bytes.length);
    answer.finish(undefined);
  }

  /** The exchange is over. `clean`: nothing stands on the connection that does not belong to it. */
  #finish(clean: boolean): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#answer = undefined;
    // An answer that came before all of the request was sent leaves the rest of that in the way.
    if (!clean || this.#kept === 0 || this.#socket.writableLength > 0) this.destroy();
    exchange?.over();
  }

  #closed(failure: Error | undefined): void {
    const exchange = this.#exchange;
    const answer = this.#answer;
    this.#exchange = undefined;
    this.#answer = undefined;
    if (exchange === undefined) return;
    exchange.over();
    if (answer === undefined) exchange.failed(failure ?? hungUp(), this.#connected);
    else if (failure === undefined && answer.endsByClose) answer.finish(undefined);
    else answer.finish(failure ?? new Error("the connection ended before the answer did"));
  }
}

function hungUp(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}

const nothingToRead = { read: () => {}, pause: () => {}, resume: () => {}, discard: () => {} };

/** An answer whose body comes after its head. What comes before somebody reads it is kept, and no more is taken meanwhile. */
class WireAnswer implements UpstreamAnswer {
  readonly statusCode: number;
  readonly headers: AnswerHead["headers"];
  readonly endsByClose: boolean;
  readonly #socket: Socket;
  readonly #chunks: ChunkedBody | undefined;
  #left: number;
  #reader: BodyReader | undefined;
  #early: Buffer[] = [];
  #end: { readonly failure: Error | undefined } | undefined;
  #held = true;

  constructor({ statusCode, headers, framing }: AnswerHead, socket: Socket) {
    this.statusCode = statusCode;
    this.headers = headers;
    this.endsByClose = framing === "close";
    this.#socket = socket;
    this.#left = typeof framing === "number" ? framing : Number.POSITIVE_INFINITY;
    this.#chunks = framing === "chunked" ? new ChunkedBody((chunk) => this.#give(chunk)) : undefined;
  }

  get paused(): boolean {
    return this.#held;
  }

  get complete(): boolean {
    return this.#chunks?.done ?? this.#left === 0;
  }

  /** Gives how many of the bytes belong to the body. */
  take(bytes: Buffer): number {
    if (this.#chunks !== undefined) return this.#chunks.take(bytes);
    const taken = Math.min(bytes.length, this.#left);
    this.#left -= taken;
    this.#give(bytes.subarray(0, taken));
    return taken;
  }

  finish(failure: Error | undefined): void {
    if (this.#reader === undefined) this.#end = { failure };
    else if (failure === undefined) this.#reader.end();
    else this.#reader.failed(failure);
  }

  read(reader: BodyReader): void {
    this.#reader = reader;
    this.#held = false;
    for (const chunk of this.#early) reader.data(chunk);
    this.#early = [];
    if (this.#end !== undefined) this.finish(this.#end.failure);
    else if (!this.#held) this.#socket.resume();
  }

  pause(): void {
    this.#held = true;
  }

  resume(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#socket.resume();
  }

  discard(): void {
    this.#socket.destroy();
  }

  /** The bytes lie where the next ones will. */
  #give(bytes: Buffer): void {
    const chunk = Buffer.from(bytes);
    if (this.#reader === undefined) this.#early.push(chunk);
    else this.#reader.data(chunk);
  }
}
