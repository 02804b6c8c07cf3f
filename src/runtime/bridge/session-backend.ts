import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { errorCodes, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { McpSession } from "../../mcp/session.ts";
import type { Backend, CallContext, Identity } from "./backend.ts";
import { identityFrom, resultFor, withoutEnvelope } from "./eras.ts";
import type { Refusal } from "./refusal.ts";
import type { ToolFilter } from "./tool-rules.ts";

/** Methods that would change the one shared conversation for everybody in it. */
const unshared = new Set(["initialize", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "subscriptions/listen"]);

const listChanged = /^notifications\/(?:tools|prompts|resources)\/list_changed$/;

/** Many clients of both eras on one conversation with one server. Each request gets an id of its own there, and so its own answer. */
export class SessionBackend implements Backend {
  readonly #session: McpSession;
  readonly #filter: ToolFilter;
  readonly #refuse: (reason: string) => Refusal;
  readonly #listeners = new Set<(method: string) => void>();
  #stopListening: (() => void) | undefined;

  /** `refuse` words what a client is told when the server gave no answer at all. */
  constructor(session: McpSession, filter: ToolFilter, refuse: (reason: string) => Refusal) {
    this.#session = session;
    this.#filter = filter;
    this.#refuse = refuse;
  }

  identity(): Promise<Identity> {
    return Promise.resolve(identityFrom(this.#session.handshake));
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    if (unshared.has(method))
      throw new JsonRpcError(errorCodes.methodNotFound, `Method not found: ${method} (one server process is shared here)`);
    // 2026-07-28 has no ping any more.
    if (method === "ping" && this.#session.era === "modern") return {};
    const asked = method === "tools/call" && this.#filter.active ? this.#filter.call(params) : params;
    const result = await this.#ask(method, this.#session.era === "legacy" ? withoutEnvelope(asked) : asked, context);
    const shown = method === "tools/list" && this.#filter.active ? this.#filter.list(result) : result;
    return resultFor(context.era, method, shown);
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

  async #ask(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    try {
      return await this.#session.request(method, params, {
        signal: context.signal,
        // How long a call may take is decided where the limits are.
        timeoutMs: 0,
        ...(context.onProgress === undefined ? {} : { onProgress: context.onProgress }),
        ...(context.envelope === undefined ? {} : { envelope: context.envelope }),
      });
    } catch (error) {
      throw error instanceof DiagnosticError ? this.#refuse(error.diagnostics[0]?.message ?? error.message) : error;
    }
  }

  /** A modern server tells of changes only where it was asked to. */
  #listen(): () => void {
    const tell = (method: string) => {
      if (listChanged.test(method)) for (const listener of this.#listeners) listener(method);
    };
    const off = this.#session.onNotification(tell);
    if (this.#session.era === "legacy") return off;
    const ended = new AbortController();
    const wanted = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };
    this.#session.request("subscriptions/listen", { notifications: wanted }, { signal: ended.signal, timeoutMs: 0 }).catch(() => {});
    return () => {
      off();
      ended.abort();
    };
  }
}
