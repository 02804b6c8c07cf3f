import { parseExactly } from "../../mcp/exact-json.ts";
import { errorCodes, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import { withMeta } from "../../mcp/protocol.ts";
import { version } from "../../model/version.ts";
import type { Backend, CallContext, Identity } from "./backend.ts";
import { ruledText } from "./call-text.ts";
import { identityFrom } from "./eras.ts";
import { answeredOrRefused } from "./legacy-link.ts";
import { type ModernParts, passOn } from "./modern-exchange.ts";
import type { Party } from "./party.ts";
import { TranslatedLink } from "./translated-link.ts";

/** Methods that would change the one shared conversation for everybody in it. */
const unshared = new Set(["initialize", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "subscriptions/listen"]);

const listChanged = /^notifications\/(?:tools|prompts|resources)\/list_changed$/;

const nobody: Party = {
  parked: false,
  ask: (method) => Promise.reject(new JsonRpcError(errorCodes.methodNotFound, `this client does not serve "${method}"`)),
  tell: () => {},
};
const unknownClient = { clientInfo: { name: "mcpc", version }, capabilities: {} };

/** Many clients of both eras before one server. Each request gets an id of its own there, and so its own answer, and its own questions. */
export class SessionBackend implements Backend {
  readonly #parts: ModernParts;
  readonly #listeners = new Set<(method: string) => void>();
  #stopListening: (() => void) | undefined;

  constructor(parts: ModernParts) {
    this.#parts = parts;
  }

  identity(): Promise<Identity> {
    return Promise.resolve(identityFrom(this.#parts.source.primary().session.handshake));
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    if (unshared.has(method))
      throw new JsonRpcError(errorCodes.methodNotFound, `Method not found: ${method} (one server process is shared here)`);
    const text = context.era === "modern" ? this.#callModern(method, params, context) : this.#callLegacy(method, params, context);
    return parseExactly(await text) as JsonObject;
  }

  onListChanged(listener: (method: string) => void): () => void {
    this.#listeners.add(listener);
    this.#stopListening ??= this.#listen();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stopListening?.();
      this.#stopListening = undefined;
    };
  }

  async #callModern(method: string, params: JsonObject | undefined, { party = nobody, envelope, signal }: CallContext): Promise<string> {
    const { filter, refuse } = this.#parts;
    const message = { method, params: envelope === undefined ? params : withMeta(params, envelope) };
    const notified = { notify: party.tell };
    const text = await answeredOrRefused(passOn(this.#parts, message, notified, signal), refuse);
    return ruledText(filter, method, text);
  }

  #callLegacy(method: string, params: JsonObject | undefined, { party = nobody, client = unknownClient, signal }: CallContext) {
    const link = new TranslatedLink({ ...this.#parts, client, tell: () => {} });
    return link.request({ jsonrpc: "2.0", id: 0, method, ...(params === undefined ? {} : { params }) }, party, signal);
  }

  /** A modern server tells of changes only where it was asked to. */
  #listen(): () => void {
    const { session } = this.#parts.source.primary();
    const tell = (method: string) => {
      if (listChanged.test(method)) for (const listener of this.#listeners) listener(method);
    };
    const off = session.onNotification(tell);
    if (session.era === "legacy") return off;
    const ended = new AbortController();
    const wanted = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };
    session.request("subscriptions/listen", { notifications: wanted }, { signal: ended.signal, timeoutMs: 0 }).catch(() => {});
    return () => {
      off();
      ended.abort();
    };
  }
}
