import type { Channel } from "./channel.ts";
import { ClosedFailure, ProtocolFailure } from "./failure.ts";
import { InboundRequests, type RequestHandler } from "./inbound-requests.ts";
import {
  isObject,
  isRequest,
  isResponse,
  type JsonObject,
  JsonRpcError,
  type JsonRpcMessage,
  type JsonRpcRequest,
  type RequestId,
} from "./json-rpc.ts";
import type { Outcome } from "./outcome.ts";
import { type Conversation, type NotificationListener, type PeerRequest, Pending, type Result } from "./pending.ts";
import { subscriptionIdKey, withMeta } from "./protocol.ts";
import type { ResultText } from "./result-text.ts";

/** A request, whatever its outcome is. */
type Waiting = Pick<Pending<unknown>, "options" | "succeed" | "fail">;

/** One JSON-RPC conversation: gives each answer to the request it belongs to, whatever the order. */
export class Peer {
  readonly closed: Promise<Error | undefined>;
  readonly #channel: Channel;
  readonly #pending = new Map<RequestId, Waiting>();
  readonly #listeners = new Set<NotificationListener>();
  readonly #inbound: InboundRequests;
  #lastId = 0;
  #ended: Error | undefined;
  #tellClosed: (reason: Error | undefined) => void = () => {};

  readonly #conversation: Conversation = {
    settle: (id) => this.#pending.delete(id),
    takeBack: (requestId, why) => {
      const params = why instanceof Error && why.message !== "" ? { requestId, reason: why.message } : { requestId };
      this.#channel.send({ jsonrpc: "2.0", method: "notifications/cancelled", params })?.catch(() => {});
    },
  };

  constructor(channel: Channel) {
    this.#channel = channel;
    this.#inbound = new InboundRequests((answer) => void channel.send(answer)?.catch(() => {}));
    this.closed = new Promise((resolve) => {
      this.#tellClosed = resolve;
    });
  }

  open(): Promise<void> {
    return this.#channel.open({
      message: (message) => this.#take(message),
      result: (result) => this.#takeResult(result),
      closed: (reason) => this.#end(reason),
    });
  }

  /** Rejects with JsonRpcError, the signal's reason, or what `explain` makes of all other failures. */
  request(method: string, params: JsonObject | undefined, options: PeerRequest): Promise<JsonObject> {
    return new Promise((resolve, reject) => this.#ask(method, params, options, resultObject, { result: resolve, failed: reject }));
  }

  /** Like `request`, with the JSON text of the result: what is only passed on is not read. */
  pass(method: string, params: JsonObject | undefined, options: PeerRequest, outcome: Outcome<string>): void {
    this.#ask(method, params, options, resultText, outcome);
  }

  notify(method: string, params?: JsonObject): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return this.#channel.send({ jsonrpc: "2.0", method, ...(params === undefined ? {} : { params }) }) ?? Promise.resolve();
  }

  onNotification(listener: NotificationListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onRequest(handler: RequestHandler): () => void {
    return this.#inbound.serve(handler);
  }

  async close(): Promise<void> {
    await this.#channel.close();
    this.#end(undefined);
  }

  #ask<T>(method: string, params: JsonObject | undefined, options: PeerRequest, read: (result: Result) => T, outcome: Outcome<T>): void {
    const { signal, onProgress, explain } = options;
    if (this.#ended !== undefined || signal?.aborted) {
      outcome.failed(this.#ended === undefined ? signal?.reason : (explain?.(this.#ended) ?? this.#ended));
      return;
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const pending = new Pending(id, options, this.#conversation, read, outcome);
    this.#pending.set(id, pending);
    pending.limit(method);
    const asked = onProgress === undefined ? params : withMeta(params, { progressToken: id });
    const message: JsonRpcRequest = asked === undefined ? { jsonrpc: "2.0", id, method } : { jsonrpc: "2.0", id, method, params: asked };
    const sent = this.#channel.perRequestStream ? this.#sendAlone(message, pending) : this.#channel.send(message);
    sent?.catch((failure: unknown) => pending.fail(failure));
  }

  /** Sends a request in an exchange of its own, whose end takes it back. */
  #sendAlone(message: JsonRpcRequest, pending: Pending<unknown>): Promise<void> | undefined {
    pending.exchange = new AbortController();
    const { headers } = pending.options;
    const onStreamEnd = () => pending.fail(new ClosedFailure(new Error("the stream ended before the answer")));
    return this.#channel.send(message, { signal: pending.exchange.signal, onStreamEnd, ...(headers && { headers }) });
  }

  #takeResult({ id, text }: ResultText): void {
    this.#pending.get(id)?.succeed(text);
  }

  #take(message: JsonRpcMessage): void {
    if (isResponse(message)) {
      const pending = message.id === null ? undefined : this.#pending.get(message.id);
      if (message.error !== undefined) pending?.fail(new JsonRpcError(message.error.code, message.error.message, message.error.data));
      else pending?.succeed(message.result ?? {});
    } else if (isRequest(message)) {
      this.#inbound.take(message);
    } else this.#takeNotification(message.method, message.params);
  }

  #takeNotification(method: string, params: JsonObject | undefined): void {
    if (method === "notifications/progress") {
      this.#pending.get(params?.["progressToken"] as RequestId)?.options.onProgress?.(params ?? {});
      return;
    }
    if (method === "notifications/cancelled") {
      this.#inbound.cancel(params?.["requestId"] as RequestId);
      return;
    }
    const meta = params?.["_meta"];
    const subscription = isObject(meta) ? this.#pending.get(meta[subscriptionIdKey] as RequestId)?.options.onNotification : undefined;
    if (subscription !== undefined) subscription(method, params);
    else for (const listener of this.#listeners) listener(method, params);
  }

  #end(reason: Error | undefined): void {
    if (this.#ended !== undefined) return;
    this.#ended = new ClosedFailure(reason);
    for (const pending of [...this.#pending.values()]) pending.fail(this.#ended);
    this.#inbound.end();
    this.#tellClosed(reason);
  }
}

function resultText(result: Result): string {
  return typeof result === "string" ? result : JSON.stringify(result);
}

function resultObject(given: Result): JsonObject {
  if (typeof given !== "string") return given;
  const result: unknown = JSON.parse(given);
  if (!isObject(result)) throw new ProtocolFailure("a result that is no object");
  return result;
}
