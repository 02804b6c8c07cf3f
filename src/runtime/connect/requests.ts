import type { FailurePlace } from "../../mcp/diagnose-failure.ts";
import { errorCodes, type JsonRpcRequest, type JsonRpcResponse, type RequestId } from "../../mcp/json-rpc.ts";
import type { Client } from "./conversation.ts";
import { failureAnswer } from "./failure-answer.ts";

export type Answer = Pick<JsonRpcResponse, "result" | "error">;

/** Answers the requests of one client, each once, under its own id, and none that it took back. */
export class Requests {
  readonly #client: Client;
  readonly #place: FailurePlace;
  readonly #open = new Map<RequestId, AbortController>();
  #waited = 0;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(client: Client, place: FailurePlace) {
    this.#client = client;
    this.#place = place;
  }

  /** Resolves when no request waits for its answer; subscriptions, which wait for ever, do not count. */
  get idle(): Promise<void> {
    if (this.#waited === 0) return Promise.resolve();
    this.#idle ??= Promise.withResolvers<void>();
    return this.#idle.promise;
  }

  /** Runs one request to its end; what `carry` gives or throws is the answer. */
  async serve(message: JsonRpcRequest, carry: (signal: AbortSignal) => Promise<Answer>): Promise<void> {
    const { id, method } = message;
    if (this.#open.has(id)) return this.#refuseDuplicate(id);
    const exchange = new AbortController();
    this.#open.set(id, exchange);
    const counts = method !== "subscriptions/listen";
    if (counts) this.#waited += 1;
    const answer = await carry(exchange.signal).catch((error: unknown) => ({
      error: failureAnswer(error, { ...this.#place, during: method }),
    }));
    if (this.#open.get(id) === exchange) {
      this.#open.delete(id);
      this.#client.send({ ...answer, jsonrpc: "2.0", id });
    }
    if (counts) this.#done();
  }

  /** The client takes a request back: it gets no answer. */
  cancel(id: unknown): void {
    const exchange = this.#open.get(id as RequestId);
    this.#open.delete(id as RequestId);
    exchange?.abort();
  }

  cancelAll(): void {
    for (const id of [...this.#open.keys()]) this.cancel(id);
  }

  #done(): void {
    this.#waited -= 1;
    if (this.#waited > 0) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  /** Without its id: an answer under it would be taken for the answer to the first. */
  #refuseDuplicate(id: RequestId): void {
    const message = `Invalid Request: a request with id ${JSON.stringify(id)} is under way already`;
    this.#client.send({ jsonrpc: "2.0", id: null, error: { code: errorCodes.invalidRequest, message } });
  }
}
