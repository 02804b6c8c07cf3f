import { errorCodes, type JsonObject, JsonRpcError, type JsonRpcRequest, type JsonRpcResponse, type RequestId } from "./json-rpc.ts";

/**
 * Answers a request of the other side; `signal` ends when it is taken back, or the conversation is over.
 * @throws JsonRpcError what it is answered instead.
 */
export type RequestHandler = (method: string, params: JsonObject | undefined, signal: AbortSignal) => Promise<JsonObject>;

/** Requests of the server (2025-11-25 and before: sampling, elicitation, roots). Without a handler only `ping` is answered. */
export class InboundRequests {
  readonly #send: (answer: JsonRpcResponse) => void;
  readonly #underway = new Map<RequestId, AbortController>();
  #handler: RequestHandler | undefined;

  constructor(send: (answer: JsonRpcResponse) => void) {
    this.#send = send;
  }

  serve(handler: RequestHandler): () => void {
    this.#handler = handler;
    return () => {
      if (this.#handler === handler) this.#handler = undefined;
    };
  }

  take(request: JsonRpcRequest): void {
    const { id, method, params } = request;
    if (method === "ping") this.#send({ jsonrpc: "2.0", id, result: {} });
    else void this.#answer(id, method, params);
  }

  cancel(id: RequestId): void {
    this.#underway.get(id)?.abort(new Error("the server took its request back"));
  }

  end(): void {
    for (const controller of this.#underway.values()) controller.abort(new Error("the conversation is over"));
    this.#underway.clear();
  }

  async #answer(id: RequestId, method: string, params: JsonObject | undefined): Promise<void> {
    const controller = new AbortController();
    this.#underway.set(id, controller);
    try {
      if (this.#handler === undefined) throw new JsonRpcError(errorCodes.methodNotFound, `this client does not serve "${method}"`);
      const result = await this.#handler(method, params, controller.signal);
      // Nobody waits for the answer to a request that was taken back.
      if (!controller.signal.aborted) this.#send({ jsonrpc: "2.0", id, result });
    } catch (error) {
      const body = error instanceof JsonRpcError ? error.body : { code: errorCodes.internal, message: "Internal error" };
      if (!controller.signal.aborted) this.#send({ jsonrpc: "2.0", id, error: body });
    } finally {
      this.#underway.delete(id);
    }
  }
}
