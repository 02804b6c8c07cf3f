import type { ServerResponse } from "node:http";
import type { JsonObject, JsonRpcError, RequestId } from "../../mcp/json-rpc.ts";
import { EventStream } from "./event-stream.ts";

/** After so long without an answer the headers go out, so that no client gives up on a call that is under way. */
const patienceMs = 10_000;

/**
 * The answer to one request: a JSON body, or an event stream from the moment there is something to tell before it (progress, a long
 * wait) and the client can read one.
 */
export class Answer {
  readonly #response: ServerResponse;
  readonly #id: RequestId;
  readonly #streams: boolean;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #timer: NodeJS.Timeout | undefined;
  #stream: EventStream | undefined;

  constructor(
    response: ServerResponse,
    id: RequestId,
    options: { readonly streams: boolean; readonly headers?: Readonly<Record<string, string>> },
  ) {
    this.#response = response;
    this.#id = id;
    this.#streams = options.streams;
    this.#headers = options.headers ?? {};
    this.#timer = options.streams ? setTimeout(() => this.#open(), patienceMs).unref() : undefined;
  }

  notify(method: string, params: JsonObject): void {
    if (this.#streams) this.#open().send({ jsonrpc: "2.0", method, params }, { droppable: true });
  }

  result(result: JsonObject): void {
    this.#finish(200, { jsonrpc: "2.0", id: this.#id, result });
  }

  error(error: JsonRpcError, status: number, headers: Readonly<Record<string, string>> = {}): void {
    this.#finish(status, { jsonrpc: "2.0", id: this.#id, error: error.body }, headers);
  }

  /** Ends the exchange without an answer: the client took the request back. */
  drop(): void {
    clearTimeout(this.#timer);
    if (this.#stream !== undefined) this.#stream.end();
    else if (!this.#response.writableEnded && !this.#response.destroyed) this.#response.writeHead(202).end();
  }

  #open(): EventStream {
    this.#stream ??= new EventStream(this.#response, this.#headers);
    return this.#stream;
  }

  #finish(
    status: number,
    message: { readonly jsonrpc: "2.0"; readonly id: RequestId; readonly result?: JsonObject; readonly error?: JsonRpcError["body"] },
    headers = {},
  ): void {
    clearTimeout(this.#timer);
    if (this.#stream === undefined) {
      sendJson(this.#response, status, message, { ...this.#headers, ...headers });
      return;
    }
    this.#stream.send(message);
    this.#stream.end();
  }
}

/** One JSON body, complete. Does nothing where the client has gone. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response
    .writeHead(status, { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)), ...headers })
    .end(text);
}

/** An error of the exchange itself, in the form JSON-RPC clients can show. */
export function sendError(
  response: ServerResponse,
  status: number,
  error: JsonRpcError,
  options: { readonly id?: RequestId | null; readonly headers?: Readonly<Record<string, string>> } = {},
): void {
  sendJson(response, status, { jsonrpc: "2.0", id: options.id ?? null, error: error.body }, options.headers);
}
