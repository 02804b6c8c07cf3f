import { ClosedFailure } from "../../mcp/failure.ts";
import { isObject, type JsonObject, JsonRpcError, type JsonRpcResponse, type RequestId } from "../../mcp/json-rpc.ts";
import type { Client } from "./conversation.ts";
import { ownId } from "./own-id.ts";

/** Puts what a modern server wants to know (`inputRequests`) to a legacy client, as the requests its era has for that. */
export class ClientQuestions {
  readonly #client: Client;
  readonly #open = new Map<RequestId, PromiseWithResolvers<JsonObject>>();

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * Answers under the keys of the questions.
   * @throws JsonRpcError with which the client refused one of them.
   */
  async ask(inputRequests: JsonObject, signal: AbortSignal): Promise<JsonObject> {
    const entries = Object.entries(inputRequests).map(async ([key, question]) => {
      if (!isObject(question) || typeof question["method"] !== "string") return [key, {}] as const;
      const params = isObject(question["params"]) ? question["params"] : undefined;
      return [key, await this.#askOne(question["method"], params, signal)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  answered({ id, error, result }: JsonRpcResponse): void {
    const question = id === null ? undefined : this.#open.get(id);
    if (error !== undefined) question?.reject(new JsonRpcError(error.code, error.message, error.data));
    else question?.resolve(result ?? {});
  }

  close(): void {
    for (const question of this.#open.values()) question.reject(new ClosedFailure(undefined));
  }

  async #askOne(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<JsonObject> {
    const id = ownId();
    const question = Promise.withResolvers<JsonObject>();
    this.#open.set(id, question);
    const takeBack = () => {
      this.#client.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } });
      question.reject(signal.reason);
    };
    signal.addEventListener("abort", takeBack, { once: true });
    this.#client.send({ jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) });
    try {
      return await question.promise;
    } finally {
      this.#open.delete(id);
      signal.removeEventListener("abort", takeBack);
    }
  }
}
