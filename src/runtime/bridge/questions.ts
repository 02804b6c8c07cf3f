import {
  type JsonObject,
  JsonRpcError,
  type JsonRpcNotification,
  type JsonRpcRequest,
  type JsonRpcResponse,
  type RequestId,
} from "../../mcp/json-rpc.ts";

/** Where questions to one client go. */
export interface Asking {
  put(request: JsonRpcRequest): void;
  /** Tells the client that an answer is not wanted any more. */
  takeBack(notification: JsonRpcNotification): void;
}

/** Requests of a server to one client of 2025-11-25 or before that wait for its answers. */
export class Questions {
  readonly #open = new Map<RequestId, PromiseWithResolvers<JsonObject>>();
  #last = 0;

  get size(): number {
    return this.#open.size;
  }

  /** @throws JsonRpcError what the client answered instead; the signal's reason */
  async ask(method: string, params: JsonObject | undefined, signal: AbortSignal, { put, takeBack }: Asking): Promise<JsonObject> {
    this.#last += 1;
    const id = this.#last;
    const question = Promise.withResolvers<JsonObject>();
    this.#open.set(id, question);
    const onAbort = () => {
      question.reject(signal.reason);
      takeBack({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } });
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      put({ jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) });
      return await question.promise;
    } finally {
      this.#open.delete(id);
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** The client's answer; one to what nobody asked means nothing. */
  answered({ id, error, result }: JsonRpcResponse): void {
    const question = id === null ? undefined : this.#open.get(id);
    if (error === undefined) question?.resolve(result ?? {});
    else question?.reject(new JsonRpcError(error.code, error.message, error.data));
  }

  end(reason: JsonRpcError): void {
    for (const question of this.#open.values()) question.reject(reason);
  }
}
