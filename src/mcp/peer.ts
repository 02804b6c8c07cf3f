import type { Channel } from "./channel.ts";
import { ClosedFailure, TimeoutFailure } from "./failure.ts";
import { errorCodes, isRequest, isResponse, type JsonObject, JsonRpcError, type JsonRpcMessage, type RequestId } from "./json-rpc.ts";
import { withMeta } from "./protocol.ts";

export interface PeerRequest {
  readonly signal?: AbortSignal;
  /** 0: no limit. */
  readonly timeoutMs: number;
  readonly onProgress?: (params: JsonObject) => void;
  readonly headers?: Readonly<Record<string, string>>;
  /** False for the handshake, which the protocol forbids to cancel. */
  readonly cancellable?: boolean;
}

interface Pending {
  readonly method: string;
  readonly onProgress: ((params: JsonObject) => void) | undefined;
  resolve(result: JsonObject): void;
  reject(error: unknown): void;
}

/** One JSON-RPC conversation: gives each answer to the request it belongs to, whatever the order. */
export class Peer {
  readonly closed: Promise<Error | undefined>;
  readonly #channel: Channel;
  readonly #pending = new Map<RequestId, Pending>();
  readonly #listeners = new Set<(method: string, params: JsonObject | undefined) => void>();
  #lastId = 0;
  #ended: Error | undefined;
  #tellClosed: (reason: Error | undefined) => void = () => {};

  constructor(channel: Channel) {
    this.#channel = channel;
    this.closed = new Promise((resolve) => {
      this.#tellClosed = resolve;
    });
  }

  open(): Promise<void> {
    return this.#channel.open({ message: (message) => this.#take(message), closed: (reason) => this.#end(reason) });
  }

  /** Rejects with JsonRpcError, TimeoutFailure, ClosedFailure, the signal's reason, or what the channel threw. */
  request(method: string, params: JsonObject | undefined, options: PeerRequest): Promise<JsonObject> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    this.#lastId += 1;
    const id = this.#lastId;
    const exchange = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
    const giveUp = (error: unknown) => {
      if (!this.#pending.has(id)) return;
      reject(error);
      exchange.abort();
      if (options.cancellable !== false) this.#cancel(id);
    };
    const onAbort = () => giveUp(options.signal?.reason);
    options.signal?.addEventListener("abort", onAbort, { once: true });
    const timer =
      options.timeoutMs > 0 ? setTimeout(() => giveUp(new TimeoutFailure(method, options.timeoutMs)), options.timeoutMs) : undefined;
    this.#pending.set(id, { method, onProgress: options.onProgress, resolve, reject });
    const asked = options.onProgress === undefined ? params : withMeta(params, { progressToken: id });
    this.#channel
      .send(
        { jsonrpc: "2.0", id, method, ...(asked === undefined ? {} : { params: asked }) },
        {
          signal: exchange.signal,
          ...(options.headers === undefined ? {} : { headers: options.headers }),
          onStreamEnd: () => reject(new ClosedFailure(new Error("the stream ended before the answer"))),
        },
      )
      .catch(reject);
    return promise.finally(() => {
      this.#pending.delete(id);
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", onAbort);
    });
  }

  notify(method: string, params?: JsonObject): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return this.#channel.send({ jsonrpc: "2.0", method, ...(params === undefined ? {} : { params }) });
  }

  onNotification(listener: (method: string, params: JsonObject | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#channel.close();
    this.#end(undefined);
  }

  #take(message: JsonRpcMessage): void {
    if (isResponse(message)) {
      const pending = message.id === null ? undefined : this.#pending.get(message.id);
      if (message.error !== undefined) pending?.reject(new JsonRpcError(message.error.code, message.error.message, message.error.data));
      else pending?.resolve(message.result ?? {});
    } else if (isRequest(message)) {
      this.#answer(message.id, message.method);
    } else if (message.method === "notifications/progress") {
      const token = message.params?.["progressToken"] as RequestId;
      this.#pending.get(token)?.onProgress?.(message.params ?? {});
    } else {
      for (const listener of this.#listeners) listener(message.method, message.params);
    }
  }

  /** mcpc announces no capability a server could ask for, so only `ping` is answered. */
  #answer(id: RequestId, method: string): void {
    const answer =
      method === "ping"
        ? { result: {} }
        : { error: { code: errorCodes.methodNotFound, message: `this client does not serve "${method}"` } };
    this.#channel.send({ jsonrpc: "2.0", id, ...answer }).catch(() => {});
  }

  #cancel(id: RequestId): void {
    this.#channel.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: id } }).catch(() => {});
  }

  #end(reason: Error | undefined): void {
    if (this.#ended !== undefined) return;
    this.#ended = new ClosedFailure(reason);
    for (const pending of this.#pending.values()) pending.reject(this.#ended);
    this.#tellClosed(reason);
  }
}
