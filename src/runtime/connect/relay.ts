import {
  errorCodes,
  isRequest,
  isResponse,
  type JsonRpcMessage,
  type JsonRpcNotification,
  type JsonRpcRequest,
} from "../../mcp/json-rpc.ts";
import { isModern } from "../bridge/modern-request.ts";
import type { Client, Conversation } from "./conversation.ts";
import { failureAnswer } from "./failure-answer.ts";
import type { Upstream } from "./upstream.ts";

type Era = "legacy" | "modern";

/**
 * The client's side: tells by each message which era it is of, and opens the conversation of that era with the first one. Two at once are
 * possible, for a client that asks in one way and goes on in the other.
 */
export class Relay {
  readonly #upstream: Upstream;
  readonly #client: Client;
  readonly #conversations = new Map<Era, Promise<Conversation>>();
  readonly #opening = new Set<Promise<unknown>>();

  constructor(upstream: Upstream, client: Client) {
    this.#upstream = upstream;
    this.#client = client;
  }

  take(message: JsonRpcMessage): void {
    if (isResponse(message)) this.#pass("legacy", (conversation) => conversation.response(message));
    else if (isRequest(message)) this.#request(message);
    else this.#notification(message);
  }

  /** Resolves when no request waits for its answer. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#opening);
    for (const conversation of this.#conversations.values()) {
      await conversation.then(
        (open) => open.idle,
        () => {},
      );
    }
  }

  /** Never rejects. */
  async close(): Promise<void> {
    this.#upstream.abort();
    const closing = [...this.#conversations.values()].map((conversation) => conversation.then((open) => open.close()).catch(() => {}));
    this.#conversations.clear();
    await Promise.all(closing);
  }

  #request(message: JsonRpcRequest): void {
    if (isModern(message, {})) {
      if (!this.#conversations.has("modern")) this.#open("modern", this.#upstream.openModern(message, this.#client), message);
      this.#pass("modern", (conversation) => conversation.request(message));
    } else if (message.method === "initialize") {
      const previous = this.#conversations.get("legacy");
      previous?.then((conversation) => conversation.close()).catch(() => {});
      this.#initialize(message);
    } else if (this.#conversations.has("legacy")) {
      this.#pass("legacy", (conversation) => conversation.request(message));
    } else if (message.method === "ping") {
      this.#client.send({ jsonrpc: "2.0", id: message.id, result: {} });
    } else {
      const text = "Invalid Request: the first request is initialize, or carries the envelope of 2026-07-28 in params._meta";
      this.#client.send({ jsonrpc: "2.0", id: message.id, error: { code: errorCodes.invalidRequest, message: text } });
    }
  }

  #initialize(message: JsonRpcRequest): void {
    const opened = this.#upstream.openLegacy(message.params ?? {}, this.#client);
    this.#open(
      "legacy",
      opened.then(({ conversation }) => conversation),
      message,
    );
    opened.then(
      ({ answer }) => this.#client.send({ jsonrpc: "2.0", id: message.id, result: answer }),
      () => {},
    );
  }

  /** A conversation that cannot be opened answers the request that wanted it, and the next request tries again. */
  #open(era: Era, opening: Promise<Conversation>, message: JsonRpcRequest): void {
    this.#conversations.set(era, opening);
    this.#opening.add(opening);
    opening
      .catch((error: unknown) => {
        if (this.#conversations.get(era) === opening) this.#conversations.delete(era);
        const place = { where: this.#upstream.name, during: message.method };
        this.#client.send({ jsonrpc: "2.0", id: message.id, error: failureAnswer(error, place) });
      })
      .finally(() => this.#opening.delete(opening));
  }

  #notification(message: JsonRpcNotification): void {
    // A cancellation names a request, and only one of the two knows it.
    if (message.method === "notifications/cancelled") this.#pass("modern", (conversation) => conversation.notification(message));
    this.#pass("legacy", (conversation) => conversation.notification(message));
  }

  #pass(era: Era, use: (conversation: Conversation) => void): void {
    this.#conversations.get(era)?.then(use, () => {});
  }
}
