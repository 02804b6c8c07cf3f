import type { Channel } from "./channel.ts";
import type { Ending } from "./ending.ts";
import { ClosedFailure, ProtocolFailure, TimeoutFailure } from "./failure.ts";
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
import { subscriptionIdKey, withMeta } from "./protocol.ts";
import type { ResultText } from "./result-text.ts";

export interface PeerRequest {
  readonly signal?: Ending | undefined;
  /** 0: no limit. */
  readonly timeoutMs: number;
  readonly onProgress?: ((params: JsonObject) => void) | undefined;
  /** Gets the notifications that name this request as their subscription. */
  readonly onNotification?: NotificationListener | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** False for the handshake, which the protocol forbids to cancel. */
  readonly cancellable?: boolean;
  /** Gives what to reject with in place of anything but the other side's error and the signal's reason. */
  readonly explain?: (failure: unknown) => unknown;
}

export type NotificationListener = (method: string, params: JsonObject | undefined) => void;

interface Pending {
  readonly onProgress: ((params: JsonObject) => void) | undefined;
  readonly onNotification: NotificationListener | undefined;
  /** A result as an object where it had to be read, else as its JSON text. */
  resolve(result: JsonObject | string): void;
  reject(error: unknown): void;
}

/** One JSON-RPC conversation: gives each answer to the request it belongs to, whatever the order. */
export class Peer {
  readonly closed: Promise<Error | undefined>;
  readonly #channel: Channel;
  readonly #pending = new Map<RequestId, Pending>();
  readonly #listeners = new Set<NotificationListener>();
  readonly #inbound: InboundRequests;
  #lastId = 0;
  #ended: Error | undefined;
  #tellClosed: (reason: Error | undefined) => void = () => {};

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

  /** Rejects with JsonRpcError, TimeoutFailure, ClosedFailure, the signal's reason, or what the channel threw. */
  request(method: string, params: JsonObject | undefined, options: PeerRequest): Promise<JsonObject> {
    return this.#ask(method, params, options, resultObject);
  }

  /** Like `request`, with the JSON text of the result: what is only passed on is not read. */
  requestText(method: string, params: JsonObject | undefined, options: PeerRequest): Promise<string> {
    return this.#ask(method, params, options, resultText);
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

  #ask<T>(method: string, params: JsonObject | undefined, options: PeerRequest, read: (result: JsonObject | string) => T): Promise<T> {
    const { signal, timeoutMs, onProgress, onNotification, explain = asItIs } = options;
    if (this.#ended !== undefined) return Promise.reject(explain(this.#ended));
    if (signal?.aborted) return Promise.reject(signal.reason);
    this.#lastId += 1;
    const id = this.#lastId;
    const asked = onProgress === undefined ? params : withMeta(params, { progressToken: id });
    const message: JsonRpcRequest = asked === undefined ? { jsonrpc: "2.0", id, method } : { jsonrpc: "2.0", id, method, params: asked };
    // Only a transport with an exchange per request has something to take back.
    const exchange = this.#channel.perRequestStream ? new AbortController() : undefined;
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        return this.#pending.delete(id);
      };
      const giveUp = (error: unknown) => {
        if (!settle()) return;
        reject(error);
        exchange?.abort();
        if (options.cancellable !== false) this.#cancel(id);
      };
      const onAbort = () => giveUp(signal?.reason);
      const timer = timeoutMs > 0 ? setTimeout(() => giveUp(explain(new TimeoutFailure(method, timeoutMs))), timeoutMs) : undefined;
      signal?.addEventListener("abort", onAbort, { once: true });
      const fail = (error: unknown) => {
        if (settle()) reject(error instanceof JsonRpcError ? error : explain(error));
      };
      const succeed = (result: JsonObject | string) => {
        if (!settle()) return;
        try {
          resolve(read(result));
        } catch (error) {
          reject(explain(error));
        }
      };
      this.#pending.set(id, { onProgress, onNotification, resolve: succeed, reject: fail });
      this.#send(message, options, exchange, fail);
    });
  }

  #send(message: JsonRpcRequest, { headers }: PeerRequest, exchange: AbortController | undefined, fail: (error: unknown) => void): void {
    const onStreamEnd = () => fail(new ClosedFailure(new Error("the stream ended before the answer")));
    const options = exchange === undefined ? undefined : { signal: exchange.signal, onStreamEnd, ...(headers && { headers }) };
    this.#channel.send(message, options)?.catch(fail);
  }

  #takeResult({ id, text }: ResultText): void {
    this.#pending.get(id)?.resolve(text);
  }

  #take(message: JsonRpcMessage): void {
    if (isResponse(message)) {
      const pending = message.id === null ? undefined : this.#pending.get(message.id);
      if (message.error !== undefined) pending?.reject(new JsonRpcError(message.error.code, message.error.message, message.error.data));
      else pending?.resolve(message.result ?? {});
    } else if (isRequest(message)) {
      this.#inbound.take(message);
    } else this.#takeNotification(message.method, message.params);
  }

  #takeNotification(method: string, params: JsonObject | undefined): void {
    if (method === "notifications/progress") {
      this.#pending.get(params?.["progressToken"] as RequestId)?.onProgress?.(params ?? {});
      return;
    }
    if (method === "notifications/cancelled") {
      this.#inbound.cancel(params?.["requestId"] as RequestId);
      return;
    }
    const meta = params?.["_meta"];
    const subscription = isObject(meta) ? this.#pending.get(meta[subscriptionIdKey] as RequestId)?.onNotification : undefined;
    if (subscription !== undefined) subscription(method, params);
    else for (const listener of this.#listeners) listener(method, params);
  }

  #cancel(id: RequestId): void {
    this.#channel.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } })?.catch(() => {});
  }

  #end(reason: Error | undefined): void {
    if (this.#ended !== undefined) return;
    this.#ended = new ClosedFailure(reason);
    for (const pending of [...this.#pending.values()]) pending.reject(this.#ended);
    this.#inbound.end();
    this.#tellClosed(reason);
  }
}

function asItIs(failure: unknown): unknown {
  return failure;
}

function resultText(result: JsonObject | string): string {
  return typeof result === "string" ? result : JSON.stringify(result);
}

function resultObject(given: JsonObject | string): JsonObject {
  if (typeof given !== "string") return given;
  const result: unknown = JSON.parse(given);
  if (!isObject(result)) throw new ProtocolFailure("a result that is no object");
  return result;
}
