import type { ClientIdentity } from "../../mcp/connect.ts";
import type { Ending } from "../../mcp/ending.ts";
import { isObject, type JsonObject, type JsonRpcNotification, type JsonRpcRequest } from "../../mcp/json-rpc.ts";
import { envelopeKeys, logLevelKey, modernVersion, subscriptionIdKey } from "../../mcp/protocol.ts";
import { ruledParams, ruledText } from "./call-text.ts";
import { callWithInput } from "./call-with-input.ts";
import type { Child } from "./child.ts";
import type { ChildSource } from "./child-source.ts";
import { lackingCapabilities, missingCapability } from "./client-capabilities.ts";
import type { LegacyCall } from "./legacy-call.ts";
import { answeredOrRefused, type LegacyLink, type LinkParts, progressTo, surrounded } from "./legacy-link.ts";
import { allLists } from "./listen-filter.ts";
import { passesLevel } from "./log-level.ts";
import type { Party } from "./party.ts";

export interface TranslatedLinkParts extends LinkParts {
  readonly source: ChildSource;
  readonly client: ClientIdentity;
  /** Where notifications go that belong to no request. */
  readonly tell: (method: string, params: JsonObject | undefined) => void;
  /** Ends a process that works for this session alone. */
  readonly end?: () => Promise<void>;
}

const nothing = "{}";

/**
 * A legacy client before a server that does not know it as its own: a modern one, which has no sessions, or one process for many
 * clients. What would change the conversation for all of them (log level, subscriptions) is kept here.
 */
export class TranslatedLink implements LegacyLink {
  readonly #parts: TranslatedLinkParts;
  readonly #watched = new Set<string>();
  #level: unknown = "info";
  #listening: AbortController | undefined;

  constructor(parts: TranslatedLinkParts) {
    this.#parts = parts;
  }

  pass(message: JsonRpcRequest, call: LegacyCall): void {
    this.request(message, call, call).then(
      (text) => call.result(text),
      (error: unknown) => call.failed(error),
    );
  }

  /** JSON text of the result. @throws JsonRpcError, Refusal */
  async request(message: JsonRpcRequest, party: Party, signal: Ending): Promise<string> {
    const { method, params } = message;
    if (method === "ping") return nothing;
    if (method === "logging/setLevel") {
      this.#level = params?.["level"];
      return nothing;
    }
    if (method === "resources/subscribe" || method === "resources/unsubscribe") return this.#watch(method, params);
    const { filter, refuse } = this.#parts;
    const asked = ruledParams(filter, method, params);
    const text = await surrounded(this.#parts, { method, params, era: "legacy", signal }, (limited) =>
      answeredOrRefused(this.#call({ ...message, params: asked }, party, limited), refuse),
    );
    return ruledText(filter, method, text);
  }

  /** What a client tells of itself (its roots changed, it is ready) has no place in either conversation. */
  notified(_message: JsonRpcNotification): void {}

  listen(): void {
    if (this.#listening !== undefined) return;
    const listening = new AbortController();
    this.#listening = listening;
    const over = () => {
      if (this.#listening === listening) this.#listening = undefined;
    };
    this.#listen(listening.signal).catch(over);
  }

  async end(): Promise<void> {
    this.#listening?.abort(new Error("the session is over"));
    await this.#parts.end?.();
  }

  async #listen(signal: Ending): Promise<void> {
    const child = this.#parts.source.primary();
    const wanted = { ...allLists, resourceSubscriptions: [...this.#watched] };
    await child.listen(wanted, (method, params) => this.#parts.tell(method, withoutSubscription(params)), signal);
    // Where the process goes, the subscription goes with it; the client's next stream makes a new one.
    void child.session.closed.then(() => {
      if (this.#listening?.signal === signal) this.#listening = undefined;
    });
  }

  async #watch(method: string, params: JsonObject | undefined): Promise<string> {
    const uri = String(params?.["uri"]);
    if (method === "resources/subscribe") this.#watched.add(uri);
    else this.#watched.delete(uri);
    this.#listening?.abort(new Error("it listens to something else now"));
    this.#listening = undefined;
    this.listen();
    return nothing;
  }

  async #call({ method, params }: { method: string; params: JsonObject | undefined }, party: Party, signal: Ending): Promise<string> {
    const child = await this.#parts.source.lease(signal);
    const served = this.#served(party);
    const options = { signal, onProgress: progressTo(party, params) };
    if (child.era === "legacy") return child.call(method, params, served, options);
    return callWithInput(child, method, params, served, { ...options, envelope: this.#envelope(child) });
  }

  #served(party: Party): Party {
    const { capabilities } = this.#parts.client;
    let waiting = 0;
    return {
      get parked() {
        return waiting > 0;
      },
      ask: async (method, params, signal) => {
        const missing = missingCapability(method, capabilities);
        if (missing !== undefined) throw lackingCapabilities([missing]);
        waiting += 1;
        try {
          return await party.ask(method, params, signal);
        } finally {
          waiting -= 1;
        }
      },
      tell: (method, params) => {
        if (method !== "notifications/message" || passesLevel(this.#level, params)) party.tell(method, params);
      },
    };
  }

  #envelope(child: Child): JsonObject {
    const { clientInfo, capabilities } = this.#parts.client;
    return {
      [envelopeKeys.protocolVersion]: modernVersion,
      [envelopeKeys.clientInfo]: clientInfo,
      [envelopeKeys.clientCapabilities]: capabilities,
      ...(child.capabilities["logging"] === undefined ? {} : { [logLevelKey]: this.#level }),
    };
  }
}

function withoutSubscription(params: JsonObject | undefined): JsonObject | undefined {
  const meta = params?.["_meta"];
  if (params === undefined || !isObject(meta) || !(subscriptionIdKey in meta)) return params;
  const { [subscriptionIdKey]: _id, ...rest } = meta;
  const { _meta, ...kept } = params;
  return Object.keys(rest).length === 0 ? kept : { ...kept, _meta: rest };
}
