import type { Ending } from "../../../mcp/ending.ts";
import type { JsonObject } from "../../../mcp/json-rpc.ts";
import type { Backend, CallContext, Identity } from "../../bridge/backend.ts";
import { isCacheable, type ListCache } from "./list-cache.ts";

/** Answers lists from what is kept, for clients of the era that knows lifetimes. */
export class CachedBackend implements Backend {
  readonly #inner: Backend;
  readonly #cache: ListCache;

  constructor(inner: Backend, cache: ListCache) {
    this.#inner = inner;
    this.#cache = cache;
  }

  identity(signal: Ending): Promise<Identity> {
    return this.#inner.identity(signal);
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    if (!isCacheable(method)) return this.#inner.call(method, params, context);
    const cursor = params?.["cursor"];
    const kept = this.#cache.get(method, cursor, performance.now());
    if (kept !== undefined) return kept;
    const result = await this.#inner.call(method, params, context);
    this.#cache.put(method, cursor, result, performance.now());
    return result;
  }

  onListChanged(listener: (method: string) => void): () => void {
    return this.#inner.onListChanged((method) => {
      this.#cache.clear();
      listener(method);
    });
  }
}
