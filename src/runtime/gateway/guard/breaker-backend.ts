import type { Ending } from "../../../mcp/ending.ts";
import type { JsonObject } from "../../../mcp/json-rpc.ts";
import type { Backend, CallContext, Identity } from "../../bridge/backend.ts";
import { refuseBroken } from "../refuse.ts";
import type { Breaker } from "./breaker.ts";
import { outcomeOf } from "./outcome-of.ts";
import { TookTooLong } from "./took-too-long.ts";

/** Keeps calls away from a backend that gives no answers. */
export class BreakerBackend implements Backend {
  readonly #inner: Backend;
  readonly #server: string;
  readonly #breaker: Breaker;

  constructor(inner: Backend, server: string, breaker: Breaker) {
    this.#inner = inner;
    this.#server = server;
    this.#breaker = breaker;
  }

  identity(signal: Ending): Promise<Identity> {
    return this.#inner.identity(signal);
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    const wait = this.#breaker.enter(performance.now());
    if (wait !== undefined) throw refuseBroken(this.#server, wait);
    try {
      const result = await this.#inner.call(method, params, context);
      this.#breaker.settle("good", performance.now());
      return result;
    } catch (error) {
      this.#breaker.settle(verdictOf(error, context.signal), performance.now());
      throw error;
    }
  }

  onListChanged(listener: (method: string) => void): () => void {
    return this.#inner.onListChanged(listener);
  }
}

/** A call that was given up says something about the server only when it had all the time it was allowed. */
function verdictOf(error: unknown, { aborted, reason }: Ending): "good" | "bad" | "unknown" {
  if (aborted) return reason instanceof TookTooLong ? "bad" : "unknown";
  return outcomeOf(error) === "unavailable" ? "bad" : "good";
}
