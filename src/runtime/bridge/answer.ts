import type { ServerResponse } from "node:http";
import type { JsonObject, JsonRpcError, JsonRpcRequest, RequestId } from "../../mcp/json-rpc.ts";
import { EventStream, type MessageStream } from "./event-stream.ts";
import type { Pace } from "./pace.ts";
import { Patience } from "./patience.ts";

/** After so long without an answer the headers go out, so that no client gives up on a call that is under way. */
const patience = new Patience(10_000);

export interface AnswerOptions {
  /** The client reads event streams. */
  readonly streams: boolean;
  /** What a stream is, where it is more than its connection. */
  readonly open?: (response: ServerResponse) => MessageStream;
  /** Hears of what was written and is not read yet. */
  readonly pace?: Pace;
}

/**
 * The answer to one request: a JSON body, or an event stream from the moment there is something to tell before it (progress, a
 * question, a long wait) and the client can read one.
 */
export class Answer {
  readonly #response: ServerResponse;
  readonly #id: RequestId;
  readonly #options: AnswerOptions;
  readonly #waiting: number;
  #stream: MessageStream | undefined;
  #given = false;

  constructor(response: ServerResponse, id: RequestId, options: AnswerOptions) {
    this.#response = response;
    this.#id = id;
    this.#options = options;
    this.#waiting = options.streams ? patience.wait(() => this.#open()) : 0;
  }

  /** Once the answer is given there is no place for more. */
  notify(method: string, params: JsonObject): void {
    if (this.#options.streams && !this.#given) this.#open().send({ jsonrpc: "2.0", method, params }, { droppable: true });
  }

  /** Puts a question before the answer. False where the client could not read it here. */
  ask(request: JsonRpcRequest): boolean {
    const reads = this.#options.streams && !this.#given;
    if (reads) this.#open().send(request);
    return reads;
  }

  result(result: JsonObject): void {
    this.resultText(JSON.stringify(result));
  }

  /** The result as JSON text, passed on as it is. */
  resultText(text: string): void {
    this.#finish(200, `{"jsonrpc":"2.0","id":${JSON.stringify(this.#id)},"result":${text}}`);
  }

  error(error: JsonRpcError, status: number, headers?: Readonly<Record<string, string>>): void {
    this.#finish(status, JSON.stringify({ jsonrpc: "2.0", id: this.#id, error: error.body }), headers);
  }

  /** Ends the exchange without an answer: the client took the request back. */
  drop(): void {
    this.#given = true;
    patience.stop(this.#waiting);
    if (this.#stream !== undefined) this.#stream.end();
    else if (!this.#response.writableEnded && !this.#response.destroyed) this.#response.writeHead(202).end();
  }

  #open(): MessageStream {
    this.#stream ??= this.#options.open?.(this.#response) ?? new EventStream(this.#response, {}, this.#options.pace);
    return this.#stream;
  }

  #finish(status: number, text: string, headers?: Readonly<Record<string, string>>): void {
    this.#given = true;
    patience.stop(this.#waiting);
    if (this.#stream === undefined) {
      sendText(this.#response, status, text, headers);
      this.#options.pace?.wrote(this.#response, text.length);
      return;
    }
    this.#stream.sendText(text);
    this.#stream.end();
  }
}

/** One JSON body, complete. Does nothing where the client has gone. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers?: Readonly<Record<string, string>>): void {
  sendText(response, status, JSON.stringify(body), headers);
}

function sendText(response: ServerResponse, status: number, text: string, headers?: Readonly<Record<string, string>>): void {
  if (response.headersSent || response.destroyed) return;
  const own = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  response.writeHead(status, headers === undefined ? own : { ...own, ...headers }).end(text);
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
