import type { Ending } from "../../mcp/ending.ts";
import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { Outcome } from "../../mcp/outcome.ts";
import type { McpSession, RequestOptions } from "../../mcp/session.ts";
import { honoredFilter, type ListenFilter, passesFilter } from "./listen-filter.ts";
import type { Party } from "./party.ts";
import { ResourceWatch } from "./resource-watch.ts";

export type NotificationListener = (method: string, params: JsonObject | undefined) => void;

/** A call takes as long as it takes: limits stand before the bridge. */
export type CallOptions = Omit<RequestOptions, "timeoutMs">;

/**
 * One server process and those it works for. A legacy server does not say whom its requests and log messages are for, so they go to
 * the owner, or to the only call that is under way; where there are several, nobody gets them.
 */
export class Child {
  readonly session: McpSession;
  /** Hears when it asks for the first time. */
  onAsked: (() => void) | undefined;
  /** Hears when all its calls have come to wait for their clients, who may take their time. */
  onHeld: (() => void) | undefined;
  readonly #owner: Party | undefined;
  readonly #calls: Party[] = [];
  readonly #listeners = new Map<NotificationListener, ListenFilter>();
  readonly #watch: ResourceWatch;
  #asks = false;

  constructor(session: McpSession, owner?: Party) {
    this.session = session;
    this.#owner = owner;
    this.#watch = new ResourceWatch(session);
    session.onRequest((method, params, signal) => this.#ask(method, params, signal));
    session.onNotification((method, params) => this.#tell(method, params));
  }

  get era(): "legacy" | "modern" {
    return this.session.era;
  }

  get capabilities(): JsonObject {
    const { capabilities } = this.session.handshake;
    return isObject(capabilities) ? capabilities : {};
  }

  /** Calls it works on; those that wait for their clients do not count. */
  get load(): number {
    let load = 0;
    for (const call of this.#calls) if (!call.parked) load += 1;
    return load;
  }

  /**
   * True while it takes another call beside those that are on their way to it: one that has asked a client before gets one at a time, so
   * that its questions have one addressee.
   */
  takesCalls(coming = 0): boolean {
    return this.era === "modern" || !this.#asks || this.#calls.length + coming === 0;
  }

  /** True while it has calls, and all of them wait for their clients. */
  get isHeld(): boolean {
    return this.#calls.length > 0 && this.load === 0;
  }

  /** It asks its clients, or another process of the same server does. */
  asks(): void {
    if (this.#asks) return;
    this.#asks = true;
    this.onAsked?.();
  }

  /** A call of it may have come to wait for its client. */
  noteHeld(): void {
    if (this.isHeld) this.onHeld?.();
  }

  /** JSON text of the result. @throws JsonRpcError what the server answered; DiagnosticError (63xx) when there was no answer. */
  call(method: string, params: JsonObject | undefined, party: Party, options: CallOptions): Promise<string> {
    return new Promise((resolve, reject) => this.pass(method, params, party, options, { result: resolve, failed: reject }));
  }

  /** Like `call`, without a promise. */
  pass(method: string, params: JsonObject | undefined, party: Party, options: CallOptions, outcome: Outcome<string>): void {
    this.#calls.push(party);
    this.session.pass(
      method,
      params,
      { ...options, timeoutMs: 0 },
      {
        result: (text) => {
          this.#forget(party);
          outcome.result(text);
        },
        failed: (error) => {
          this.#forget(party);
          outcome.failed(error);
        },
      },
    );
  }

  #forget(party: Party): void {
    this.#calls.splice(this.#calls.indexOf(party), 1);
  }

  /**
   * Tells `listener` of what the filter names until `signal` ends; gives what of it the server ever tells. On a modern server it ends
   * with the subscription, too.
   */
  async listen(wanted: JsonObject, listener: NotificationListener, signal: Ending): Promise<ListenFilter> {
    const filter = honoredFilter(wanted, this.capabilities);
    if (Object.keys(filter).length === 0) return filter;
    if (this.era === "modern") return this.#listenModern(filter, listener, signal);
    this.#listeners.set(listener, filter);
    signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
    await this.#watch.watch(filter.resourceSubscriptions ?? [], signal);
    return filter;
  }

  async #listenModern(filter: ListenFilter, listener: NotificationListener, signal: Ending): Promise<ListenFilter> {
    const { promise, resolve, reject } = Promise.withResolvers<ListenFilter>();
    const onNotification: NotificationListener = (method, params) => {
      const honored = params?.["notifications"];
      if (method === "notifications/subscriptions/acknowledged") resolve(isObject(honored) ? honored : {});
      else listener(method, params);
    };
    this.session.request("subscriptions/listen", { notifications: filter }, { signal, timeoutMs: 0, onNotification }).then(
      () => resolve({}),
      (error: unknown) => reject(error),
    );
    return promise;
  }

  #ask(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<JsonObject> {
    this.asks();
    const party = this.#addressee();
    if (party !== undefined) {
      const answer = party.ask(method, params, signal);
      this.noteHeld();
      return answer;
    }
    const reason =
      this.#calls.length === 0
        ? "no client's call is under way, so there is nobody to ask"
        : "several calls are under way, so it cannot be told whom this request is for";
    return Promise.reject(new JsonRpcError(errorCodes.internal, reason));
  }

  #tell(method: string, params: JsonObject | undefined): void {
    for (const [listener, filter] of this.#listeners) if (passesFilter(filter, method, params)) listener(method, params);
    const shared = /^notifications\/(?:.+\/list_changed|resources\/updated)$/.test(method);
    if (shared) this.#owner?.tell(method, params);
    else this.#addressee()?.tell(method, params);
  }

  /** For an owner any of its calls will do: they all lead to the same client, and the newest surely is heard. */
  #addressee(): Party | undefined {
    const calls = this.#calls;
    if (this.#owner !== undefined) return calls.at(-1) ?? this.#owner;
    // One that waits for its client may still be the one that is meant.
    return calls.length === 1 ? calls[0] : undefined;
  }
}
