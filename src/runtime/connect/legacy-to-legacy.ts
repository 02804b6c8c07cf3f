import type { FailurePlace } from "../../mcp/diagnose-failure.ts";
import type { JsonRpcMessage, JsonRpcNotification, JsonRpcRequest, JsonRpcResponse } from "../../mcp/json-rpc.ts";
import type { Client, Conversation } from "./conversation.ts";
import type { LegacySession } from "./legacy-session.ts";
import { Requests } from "./requests.ts";

/** Both sides of 2025-11-25 or before: every message passes as it is, in both directions. */
export class LegacyToLegacy implements Conversation {
  readonly #session: LegacySession;
  readonly #client: Client;
  readonly #requests: Requests;

  constructor(session: LegacySession, client: Client, place: FailurePlace) {
    this.#session = session;
    this.#client = client;
    this.#requests = new Requests(client, place);
  }

  get idle(): Promise<void> {
    return this.#requests.idle;
  }

  request(message: JsonRpcRequest): void {
    void this.#requests.serve(message, (signal) => this.#session.request(message, signal));
  }

  notification(message: JsonRpcNotification): void {
    if (message.method === "notifications/cancelled") this.#requests.cancel(message.params?.["requestId"]);
    // Nobody waits for it, and the next request meets the same trouble and tells it.
    this.#session.send(message).catch(() => {});
  }

  response(message: JsonRpcResponse): void {
    this.#session.send(message).catch(() => {});
  }

  receive(message: JsonRpcMessage): void {
    this.#client.send(message);
  }

  async close(): Promise<void> {
    this.#requests.cancelAll();
    await this.#session.close();
  }
}
