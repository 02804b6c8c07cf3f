import type { Channel, SendOptions } from "../../mcp/channel.ts";
import { ClosedFailure } from "../../mcp/failure.ts";
import { isResponse, type JsonRpcMessage, type JsonRpcRequest, type JsonRpcResponse, type RequestId } from "../../mcp/json-rpc.ts";

export interface CallerHandlers {
  /** What the server says on its own: its requests and notifications. */
  message(message: JsonRpcMessage): void;
  closed(): void;
}

/** Gives each request on a channel its answer, message for message: ids, results and errors are the caller's and the server's own. */
export class Caller {
  readonly #channel: Channel;
  readonly #waiting = new Map<RequestId, PromiseWithResolvers<JsonRpcResponse>>();
  #retired = false;

  private constructor(channel: Channel) {
    this.#channel = channel;
  }

  static async open(channel: Channel, handlers: CallerHandlers): Promise<Caller> {
    const caller = new Caller(channel);
    await channel.open({
      message: (message) => {
        if (!isResponse(message)) handlers.message(message);
        else if (message.id !== null) caller.#waiting.get(message.id)?.resolve(message);
      },
      closed: (reason) => {
        for (const waiting of caller.#waiting.values()) waiting.reject(new ClosedFailure(reason));
        handlers.closed();
      },
    });
    return caller;
  }

  /** Rejects when no answer can come any more; a request that was sent may have run all the same. */
  async request(message: JsonRpcRequest, options: Pick<SendOptions, "signal" | "headers"> = {}): Promise<JsonRpcResponse> {
    const waiting = Promise.withResolvers<JsonRpcResponse>();
    this.#waiting.set(message.id, waiting);
    const onAbort = () => waiting.reject(options.signal?.reason);
    options.signal?.addEventListener("abort", onAbort, { once: true });
    const onStreamEnd = () => waiting.reject(new ClosedFailure(new Error("the stream ended before the answer")));
    this.#channel.send(message, { ...options, onStreamEnd })?.catch(waiting.reject);
    try {
      return await waiting.promise;
    } finally {
      options.signal?.removeEventListener("abort", onAbort);
      if (this.#waiting.get(message.id) === waiting) this.#waiting.delete(message.id);
      if (this.#retired && this.#waiting.size === 0) void this.close();
    }
  }

  /** A message that has no answer. */
  send(message: JsonRpcMessage): Promise<void> {
    return this.#channel.send(message) ?? Promise.resolve();
  }

  setProtocolVersion(version: string): void {
    this.#channel.setProtocolVersion(version);
  }

  /** Closes when the last answer is there, or can no longer come. */
  retire(): void {
    this.#retired = true;
    if (this.#waiting.size === 0) void this.close();
  }

  /** Never rejects. */
  close(): Promise<void> {
    return this.#channel.close();
  }
}
