import type { JsonObject } from "../../../mcp/json-rpc.ts";

/** Lists that may be kept as long as the server says (2026-07-28, server/utilities/caching). */
const cacheable = new Set(["tools/list", "prompts/list", "resources/list", "resources/templates/list"]);
const mostEntries = 200;

export function isCacheable(method: string): boolean {
  return cacheable.has(method);
}

/** Keeps lists that a server declared to be the same for everybody. Those of one caller (`cacheScope: private`) are never kept. */
export class ListCache {
  readonly #entries = new Map<string, { readonly result: JsonObject; readonly until: number }>();

  /** A list that is still good, with the time it has left. `now` is in milliseconds. */
  get(method: string, cursor: unknown, now: number): JsonObject | undefined {
    const key = keyOf(method, cursor);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.until > now) return { ...entry.result, ttlMs: Math.floor(entry.until - now) };
    this.#entries.delete(key);
    return undefined;
  }

  put(method: string, cursor: unknown, result: JsonObject, now: number): void {
    const ttlMs = result["ttlMs"];
    if (!isCacheable(method) || typeof ttlMs !== "number" || ttlMs <= 0 || result["cacheScope"] !== "public") return;
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size >= mostEntries && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(keyOf(method, cursor), { result, until: now + ttlMs });
  }

  clear(): void {
    this.#entries.clear();
  }
}

function keyOf(method: string, cursor: unknown): string {
  return `${method} ${JSON.stringify(cursor) ?? ""}`;
}
