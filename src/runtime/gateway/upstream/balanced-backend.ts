import type { Ending } from "../../../mcp/ending.ts";
import type { JsonObject } from "../../../mcp/json-rpc.ts";
import type { Backend, CallContext, Identity } from "../../bridge/backend.ts";
import type { Verdict } from "../guard/breaker.ts";
import { outcomeOf } from "../guard/outcome-of.ts";
import { TookTooLong } from "../guard/took-too-long.ts";
import { refuseBroken } from "../refuse.ts";
import { LazyBackend, type LazyBackendParts } from "./lazy-backend.ts";
import type { Replica } from "./replica.ts";
import type { ReplicaSet } from "./replica-set.ts";

export interface BalancedOptions extends LazyBackendParts {
  readonly server: string;
  readonly kind: "http" | "sse";
  readonly replicas: ReplicaSet;
  readonly headers: () => Readonly<Record<string, string>>;
}

/** Equal servers reached over HTTP, as one backend: each call goes to the least loaded one. */
export class BalancedBackend implements Backend {
  readonly #options: BalancedOptions;
  readonly #connections = new Map<Replica, LazyBackend>();

  constructor(options: BalancedOptions) {
    this.#options = options;
  }

  identity(signal: Ending): Promise<Identity> {
    return this.#withReplica((backend) => backend.identity(), signal);
  }

  call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    return this.#withReplica((backend) => backend.call(method, params, context), context.signal);
  }

  onListChanged(listener: (method: string) => void): () => void {
    const offs = [...this.#connections.values()].map((backend) => backend.onListChanged(listener));
    return () => {
      for (const off of offs) off();
    };
  }

  /** Ends every connection once its calls are finished; the next call opens a new one, with the headers of then. */
  close(): void {
    for (const backend of this.#connections.values()) backend.close();
    this.#connections.clear();
  }

  /** Another replica is asked only when there was no connection to the first: then nothing can have run. */
  async #withReplica<T>(use: (backend: LazyBackend) => Promise<T>, signal: Ending): Promise<T> {
    const { replicas, server } = this.#options;
    const tried = new Set<Replica>();
    let failure: unknown;
    for (;;) {
      const replica = replicas.pick(performance.now(), tried);
      if (replica === undefined) throw failure ?? refuseBroken(server, replicas.retryAfter(performance.now()));
      tried.add(replica);
      if (replica.breaker.enter(performance.now()) !== undefined) continue;
      const settle = (verdict: Verdict) => replica.breaker.settle(verdict, performance.now());
      const backend = this.#connectionTo(replica);
      try {
        await backend.open();
      } catch (error) {
        settle("bad");
        failure = error;
        continue;
      }
      return this.#use(replica, () => use(backend), settle, signal);
    }
  }

  async #use<T>(replica: Replica, use: () => Promise<T>, settle: (verdict: Verdict) => void, signal: Ending): Promise<T> {
    replica.began();
    try {
      const result = await use();
      settle("good");
      return result;
    } catch (error) {
      if (signal.aborted) settle(signal.reason instanceof TookTooLong ? "bad" : "unknown");
      else settle(outcomeOf(error) === "unavailable" ? "bad" : "good");
      throw error;
    } finally {
      replica.ended();
    }
  }

  #connectionTo(replica: Replica): LazyBackend {
    let backend = this.#connections.get(replica);
    if (backend === undefined) {
      const { kind, headers } = this.#options;
      backend = new LazyBackend({ kind, url: replica.url.href, headers: headers() }, this.#options);
      this.#connections.set(replica, backend);
    }
    this.#forgetGone();
    return backend;
  }

  #forgetGone(): void {
    for (const [replica, backend] of this.#connections) {
      if (this.#options.replicas.all.includes(replica)) continue;
      this.#connections.delete(replica);
      backend.close();
    }
  }
}
