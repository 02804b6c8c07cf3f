import { isObject, type JsonObject } from "../../mcp/json-rpc.ts";
import { withMeta } from "../../mcp/protocol.ts";
import type { ModernServer } from "./modern-server.ts";
import { ownId } from "./own-id.ts";

/** A subscription that ends by itself is opened again after so long, and at most so long. */
const firstPauseMs = 1000;
const longestPauseMs = 30_000;
/** One that lasted so long was no failure. */
const settledMs = 10_000;

/** Keeps one `subscriptions/listen` open at a modern server: what a legacy server tells a client without being asked to. */
export class ServerListening {
  readonly #server: ModernServer;
  readonly #envelope: () => JsonObject;
  readonly #uris = new Set<string>();
  readonly #lists: JsonObject;
  #current: AbortController | undefined;

  constructor(server: ModernServer, capabilities: JsonObject, envelope: () => JsonObject) {
    this.#server = server;
    this.#envelope = envelope;
    const tells = (name: string) => isObject(capabilities[name]) && capabilities[name]["listChanged"] === true;
    this.#lists = {
      ...(tells("tools") ? { toolsListChanged: true } : {}),
      ...(tells("prompts") ? { promptsListChanged: true } : {}),
      ...(tells("resources") ? { resourcesListChanged: true } : {}),
    };
  }

  subscribe(uri: string): void {
    this.#uris.add(uri);
    this.start();
  }

  unsubscribe(uri: string): void {
    if (this.#uris.delete(uri)) this.start();
  }

  /** Opens it, or opens it anew with what is wanted now. */
  start(): void {
    this.#current?.abort();
    this.#current = undefined;
    if (this.#uris.size === 0 && Object.keys(this.#lists).length === 0) return;
    const current = new AbortController();
    this.#current = current;
    void this.#keepOpen(current.signal);
  }

  close(): void {
    this.#current?.abort();
  }

  async #keepOpen(signal: AbortSignal): Promise<void> {
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const opened = performance.now();
      await this.#listen(signal).catch(() => {});
      if (performance.now() - opened > settledMs) pauseMs = firstPauseMs;
      await pause(pauseMs, signal);
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const uris = [...this.#uris];
    const notifications = { ...this.#lists, ...(uris.length === 0 ? {} : { resourceSubscriptions: uris }) };
    const params = withMeta({ notifications }, this.#envelope());
    await this.#server.request({ jsonrpc: "2.0", id: ownId(), method: "subscriptions/listen", params }, signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
