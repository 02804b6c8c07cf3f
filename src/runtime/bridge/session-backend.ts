import { DiagnosticError } from "../../diagnostics/diagnostic-error.ts";
import { errorCodes, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { McpSession } from "../../mcp/session.ts";
import type { Backend, CallContext, Identity } from "./backend.ts";
import { Child } from "./child.ts";
import { identityFrom, resultFor, withoutEnvelope } from "./eras.ts";
import type { Party } from "./party.ts";
import type { Refusal } from "./refusal.ts";
import type { ToolFilter } from "./tool-rules.ts";

/** Methods that would change the one shared conversation for everybody in it. */
const unshared = new Set(["initialize", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "subscriptions/listen"]);

const listChanged = /^notifications\/(?:tools|prompts|resources)\/list_changed$/;

/** A call made here has no client that could be asked. */
const nobody = (): Party => ({
  parked: false,
  ask: (method) => Promise.reject(new JsonRpcError(errorCodes.methodNotFound, `this client does not serve "${method}"`)),
  tell: () => {},
});

/** Many clients of both eras on one conversation with one server. Each request gets an id of its own there, and so its own answer. */
export class SessionBackend implements Backend {
  readonly #session: McpSession;
  readonly #child: Child;
  readonly #filter: ToolFilter;
  readonly #refuse: (reason: string) => Refusal;
  readonly #listeners = new Set<(method: string) => void>();
  #stopListening: (() => void) | undefined;

  /**
   * `refuse` words what a client is told when the server gave no answer at all; `child` is given where others use the conversation too.
   */
  constructor(session: McpSession, filter: ToolFilter, refuse: (reason: string) => Refusal, child: Child = new Child(session)) {
    this.#session = session;
    this.#child = child;
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
      // Through the child, so that what the server asks meanwhile is not taken for a question to somebody else.
      const text = await this.#child.call(method, params, nobody(), {
        signal: context.signal,
        ...(context.onProgress === undefined ? {} : { onProgress: context.onProgress }),
        ...(context.envelope === undefined ? {} : { envelope: context.envelope }),
      });
      return JSON.parse(text) as JsonObject;
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
