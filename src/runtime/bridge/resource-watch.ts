import type { Ending } from "../../mcp/ending.ts";
import type { McpSession } from "../../mcp/session.ts";

/** Subscriptions to resources at a legacy server that several clients share: it hears of a resource once, however many watch it. */
export class ResourceWatch {
  readonly #session: McpSession;
  readonly #watchers = new Map<string, number>();

  constructor(session: McpSession) {
    this.#session = session;
  }

  /** Resolves when the server took the subscriptions, which end with `signal`. Rejects with what it answered. */
  async watch(uris: readonly string[], signal: Ending): Promise<void> {
    for (const uri of uris) this.#watchers.set(uri, (this.#watchers.get(uri) ?? 0) + 1);
    signal.addEventListener("abort", () => this.#leave(uris), { once: true });
    const fresh = uris.filter((uri) => this.#watchers.get(uri) === 1);
    await Promise.all(fresh.map((uri) => this.#session.request("resources/subscribe", { uri }, { signal })));
  }

  #leave(uris: readonly string[]): void {
    for (const uri of uris) {
      const left = (this.#watchers.get(uri) ?? 1) - 1;
      if (left > 0) {
        this.#watchers.set(uri, left);
        continue;
      }
      this.#watchers.delete(uri);
      // A server that is gone, or never heard of it, has nothing to forget.
      this.#session.request("resources/unsubscribe", { uri }).catch(() => {});
    }
  }
}
