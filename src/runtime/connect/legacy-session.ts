import type { Channel } from "../../mcp/channel.ts";
import { ClosedFailure, ProtocolFailure } from "../../mcp/failure.ts";
import { type JsonObject, JsonRpcError, type JsonRpcMessage, type JsonRpcRequest, type JsonRpcResponse } from "../../mcp/json-rpc.ts";
import { Caller } from "./caller.ts";
import { httpStatusOf } from "./failure-answer.ts";
import { ownId } from "./own-id.ts";

/**
 * A session with a server of 2025-11-25 or before that outlives the server's memory of it: when the server has forgotten the session (404),
 * or its one stream broke off, the next message opens a new one with the same handshake. Sent again is only what the server refused
 * without a look at it.
 */
export class LegacySession {
  readonly #open: () => Promise<Channel>;
  readonly #receive: (message: JsonRpcMessage) => void;
  readonly #handshakeParams: JsonObject;
  /** Repeated in a new session: the log level, and what is subscribed to. */
  readonly #settings = new Map<string, JsonRpcRequest>();
  #caller: Caller | undefined;
  #renewal: Promise<Caller> | undefined;
  #announced = false;

  constructor(open: () => Promise<Channel>, handshakeParams: JsonObject, receive: (message: JsonRpcMessage) => void) {
    this.#open = open;
    this.#handshakeParams = handshakeParams;
    this.#receive = receive;
  }

  /** Opens a session, and gives the server's answer to `initialize`. */
  async initialize(): Promise<JsonObject> {
    const caller: Caller = await Caller.open(await this.#open(), {
      message: this.#receive,
      closed: () => {
        if (this.#caller === caller) this.#caller = undefined;
      },
    });
    try {
      const answer = await caller.request(this.#own("initialize", this.#handshakeParams));
      if (answer.error !== undefined) throw new JsonRpcError(answer.error.code, answer.error.message, answer.error.data);
      const version = answer.result?.["protocolVersion"];
      if (typeof version !== "string") throw new ProtocolFailure("the answer to initialize names no protocolVersion");
      caller.setProtocolVersion(version);
      this.#caller = caller;
      return answer.result ?? {};
    } catch (error) {
      await caller.close();
      throw error;
    }
  }

  async request(message: JsonRpcRequest, signal?: AbortSignal): Promise<JsonRpcResponse> {
    const answer = await this.#inSession((caller) => caller.request(message, signal === undefined ? {} : { signal }));
    if (answer.error === undefined) this.#remember(message);
    return answer;
  }

  /** A notification, or the answer to a request of the server. `notifications/initialized` opens the stream on which it tells things. */
  async send(message: JsonRpcMessage): Promise<void> {
    if ("method" in message && message.method === "notifications/initialized") this.#announced = true;
    await this.#inSession((caller) => caller.send(message));
  }

  /** A request that is not the client's. */
  ask(method: string, params: JsonObject): Promise<JsonRpcResponse> {
    return this.request(this.#own(method, params));
  }

  async close(): Promise<void> {
    const caller = this.#caller;
    this.#caller = undefined;
    await caller?.close();
  }

  async #inSession<T>(use: (caller: Caller) => Promise<T>): Promise<T> {
    const caller = this.#caller ?? (await this.#renew(undefined));
    try {
      return await use(caller);
    } catch (error) {
      if (httpStatusOf(error) !== 404) throw error;
      return use(await this.#renew(caller));
    }
  }

  /** One new session for all who found the old one gone. */
  #renew(gone: Caller | undefined): Promise<Caller> {
    if (this.#caller !== undefined && this.#caller !== gone) return Promise.resolve(this.#caller);
    this.#renewal ??= this.#replace(gone).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #replace(gone: Caller | undefined): Promise<Caller> {
    this.#caller = undefined;
    await this.initialize();
    gone?.retire();
    const caller = this.#caller as Caller | undefined;
    if (caller === undefined) throw new ClosedFailure(undefined);
    if (this.#announced) await caller.send({ jsonrpc: "2.0", method: "notifications/initialized" });
    for (const { method, params } of this.#settings.values()) await caller.request(this.#own(method, params ?? {}));
    return caller;
  }

  #own(method: string, params: JsonObject): JsonRpcRequest {
    return { jsonrpc: "2.0", id: ownId(), method, params };
  }

  #remember(message: JsonRpcRequest): void {
    const uri = String(message.params?.["uri"]);
    if (message.method === "logging/setLevel") this.#settings.set("level", message);
    else if (message.method === "resources/subscribe") this.#settings.set(`uri ${uri}`, message);
    else if (message.method === "resources/unsubscribe") this.#settings.delete(`uri ${uri}`);
  }
}
