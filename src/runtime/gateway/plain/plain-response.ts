import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ClientResponse } from "../client-exchange.ts";
import type { RequestScope } from "../log/request-scope.ts";

export interface PlainResponseOptions {
  readonly socket: Socket;
  /** Seconds for which an idle connection is kept, as the client is told; asked when the head is written. Undefined: it ends with this answer. */
  readonly keptSeconds: () => number | undefined;
  /** The answer is on its way as a whole. */
  readonly finished: () => void;
}

const invalidValue = /[^\t\x20-\x7e\x80-\xff]/;

/** An answer written by hand: what Node would write, in one piece where it came in one, for a part of the price. */
export class PlainResponse implements ClientResponse {
  scope: RequestScope | undefined;
  statusCode = 200;
  readonly #options: PlainResponseOptions;
  #head = "";
  #chunked = false;
  #headSent = false;
  #over = false;
  #closed = false;
  readonly #onClose: (() => void)[] = [];

  constructor(options: PlainResponseOptions) {
    this.#options = options;
  }

  get headersSent(): boolean {
    return this.#head !== "" || this.#headSent;
  }

  get destroyed(): boolean {
    return this.#over || this.#options.socket.destroyed;
  }

  writeHead(status: number, headers: string[] | Readonly<Record<string, string>>): this {
    this.statusCode = status;
    this.#chunked = status !== 204 && status !== 304;
    let lines = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n`;
    let dated = false;
    // Names and values in turn came in through a parser.
    const fields = Array.isArray(headers) ? headers : checked(Object.entries(headers).flat());
    for (let index = 0; index < fields.length; index += 2) {
      const name = fields[index] ?? "";
      lines += `${name}: ${fields[index + 1]}\r\n`;
      if (name === "content-length") this.#chunked = false;
      else if (name === "date") dated = true;
    }
    if (this.scope !== undefined) lines += `x-request-id: ${this.scope.id}\r\n`;
    if (!dated) lines += `date: ${new Date().toUTCString()}\r\n`;
    const seconds = this.#options.keptSeconds();
    lines += seconds === undefined ? "connection: close\r\n" : `connection: keep-alive\r\nkeep-alive: timeout=${seconds}\r\n`;
    this.#head = lines;
    return this;
  }

  flushHeaders(): void {
    const head = this.#takeHead(this.#chunked);
    if (head !== "") this.#options.socket.write(head, "latin1");
  }

  write(chunk: Buffer): boolean {
    const { socket } = this.#options;
    if (this.destroyed || chunk.length === 0) return true;
    const head = this.#takeHead(this.#chunked);
    if (!this.#chunked && head === "") return socket.write(chunk);
    socket.cork();
    socket.write(this.#chunked ? `${head}${chunk.length.toString(16)}\r\n` : head, "latin1");
    const more = socket.write(chunk);
    if (this.#chunked) socket.write("\r\n", "latin1");
    socket.uncork();
    return more;
  }

  end(text: string | Buffer, encoding: "latin1" | "utf8"): this {
    if (this.destroyed) return this;
    const body = typeof text !== "string" ? text.toString("latin1") : encoding === "latin1" ? text : Buffer.from(text).toString("latin1");
    // What comes whole needs no chunks: its length is known.
    const measured = this.#chunked && !this.#headSent;
    if (measured) this.#head += `content-length: ${body.length}\r\n`;
    const head = this.#takeHead(this.#chunked && !measured);
    const last = this.#chunked && !measured ? `${body === "" ? "" : `${body.length.toString(16)}\r\n${body}\r\n`}0\r\n\r\n` : body;
    this.#over = true;
    this.#options.socket.write(head + last, "latin1", () => this.closed());
    this.#options.finished();
    return this;
  }

  destroy(): void {
    this.#options.socket.destroy();
  }

  on(_event: "close", listener: () => void): void {
    this.#onClose.push(listener);
  }

  once(event: "close" | "drain", listener: () => void): void {
    if (event === "drain") this.#options.socket.once("drain", listener);
    else this.#onClose.push(listener);
  }

  off(_event: "close", listener: () => void): void {
    const at = this.#onClose.indexOf(listener);
    if (at >= 0) this.#onClose.splice(at, 1);
  }

  /** The exchange is over: the answer is sent, or the client has gone. */
  closed(): void {
    this.#over = true;
    if (this.#closed) return;
    this.#closed = true;
    for (const listener of [...this.#onClose]) listener();
  }

  #takeHead(chunked: boolean): string {
    const head = this.#head;
    if (head === "") return "";
    this.#head = "";
    this.#headSent = true;
    return `${head}${chunked ? "transfer-encoding: chunked\r\n" : ""}\r\n`;
  }
}

function checked(fields: string[]): string[] {
  if (invalidValue.test(fields.join(""))) throw new Error("a header of the answer holds what no header may hold");
  return fields;
}
