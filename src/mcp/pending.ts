import type { Ending } from "./ending.ts";
import { TimeoutFailure } from "./failure.ts";
import { type JsonObject, JsonRpcError, type RequestId } from "./json-rpc.ts";
import type { Outcome } from "./outcome.ts";

export type NotificationListener = (method: string, params: JsonObject | undefined) => void;

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
  /** Gives what to fail with in place of anything but the other side's error and the signal's reason. */
  readonly explain?: (failure: unknown) => unknown;
}

/** A result as an object where it had to be read, else as its JSON text. */
export type Result = JsonObject | string;

/** The conversation that a request belongs to. */
export interface Conversation {
  /** False where the request does not wait any more. */
  settle(id: RequestId): boolean;
  /** Tells the other side that nobody waits for the answer any more. */
  takeBack(id: RequestId, why: unknown): void;
}

/** A request that waits for its answer, until that comes, or cannot come any more, or nobody wants it any more. */
export class Pending<T> {
  readonly options: PeerRequest;
  /** Of a transport that has one per request. */
  exchange: AbortController | undefined;
  readonly #id: RequestId;
  readonly #conversation: Conversation;
  readonly #read: (result: Result) => T;
  readonly #outcome: Outcome<T>;
  #timer: NodeJS.Timeout | undefined;

  constructor(id: RequestId, options: PeerRequest, conversation: Conversation, read: (result: Result) => T, outcome: Outcome<T>) {
    this.options = options;
    this.#id = id;
    this.#conversation = conversation;
    this.#read = read;
    this.#outcome = outcome;
    options.signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Waits no longer than its options say. */
  limit(method: string): void {
    const { timeoutMs } = this.options;
    if (timeoutMs > 0) this.#timer = setTimeout(() => this.#giveUp(this.#explained(new TimeoutFailure(method, timeoutMs))), timeoutMs);
  }

  succeed(result: Result): void {
    if (!this.#settle()) return;
    let read: T;
    try {
      read = this.#read(result);
    } catch (failure) {
      this.#outcome.failed(this.#explained(failure));
      return;
    }
    this.#outcome.result(read);
  }

  fail(failure: unknown): void {
    if (this.#settle()) this.#outcome.failed(failure instanceof JsonRpcError ? failure : this.#explained(failure));
  }

  readonly #onAbort = () => this.#giveUp(this.options.signal?.reason);

  #giveUp(reason: unknown): void {
    if (!this.#settle()) return;
    this.exchange?.abort();
    if (this.options.cancellable !== false) this.#conversation.takeBack(this.#id, reason);
    this.#outcome.failed(reason);
  }

  #settle(): boolean {
    clearTimeout(this.#timer);
    this.options.signal?.removeEventListener("abort", this.#onAbort);
    return this.#conversation.settle(this.#id);
  }

  #explained(failure: unknown): unknown {
    return this.options.explain === undefined ? failure : this.options.explain(failure);
  }
}
