import type { FailurePlace } from "../../mcp/diagnose-failure.ts";
import type { JsonRpcMessage, JsonRpcNotification, JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { resultFor } from "../bridge/eras.ts";
import type { Client, Conversation } from "./conversation.ts";
import type { ModernServer } from "./modern-server.ts";
import { type Answer, Requests } from "./requests.ts";

/** Both sides of 2026-07-28: each request is an exchange of its own, which ends when the client takes the request back. */
export class ModernToModern implements Conversation {
  readonly #server: ModernServer;
  readonly #client: Client;
  readonly #requests: Requests;

  constructor(server: ModernServer, client: Client, place: FailurePlace) {
    this.#server = server;
    this.#client = client;
    this.#requests = new Requests(client, place);
  }

  get idle(): Promise<void> {
    return this.#requests.idle;
  }

  request(message: JsonRpcRequest): void {
    void this.#requests.serve(message, (signal) => this.#carry(message, signal));
  }

  notification(message: JsonRpcNotification): void {
    if (message.method === "notifications/cancelled") this.#requests.cancel(message.params?.["requestId"]);
  }

  response(): void {
    // This era has no requests of servers.
  }

  receive(message: JsonRpcMessage): void {
    this.#client.send(message);
  }

  async close(): Promise<void> {
    this.#requests.cancelAll();
    await this.#server.close();
  }

  /** Some servers leave out what the era prescribes, and some clients take that for no result at all. */
  async #carry(message: JsonRpcRequest, signal: AbortSignal): Promise<Answer> {
    const answer = await this.#server.request(message, signal);
    const { result } = answer;
    return result === undefined || "resultType" in result ? answer : { ...answer, result: resultFor("modern", message.method, result) };
  }
}
