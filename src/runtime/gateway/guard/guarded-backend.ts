import { CallEnd, type Ending } from "../../../mcp/ending.ts";
import type { JsonObject } from "../../../mcp/json-rpc.ts";
import type { Backend, CallContext, Identity } from "../../bridge/backend.ts";
import { refuseTimeout } from "../refuse.ts";
import type { Call } from "./call.ts";
import type { CallGuard } from "./call-guard.ts";
import { outcomeOf } from "./outcome-of.ts";
import { TookTooLong } from "./took-too-long.ts";

/** Applies a server's limits to the calls of a backend, and tells how each went. */
export class GuardedBackend implements Backend {
  readonly #inner: Backend;
  readonly #guard: CallGuard;
  readonly #ownName: (shown: string) => string;

  /** `ownName` gives a tool's name at the server. */
  constructor(inner: Backend, guard: CallGuard, ownName: (shown: string) => string) {
    this.#inner = inner;
    this.#guard = guard;
    this.#ownName = ownName;
  }

  identity(signal: Ending): Promise<Identity> {
    return this.#inner.identity(signal);
  }

  async call(method: string, params: JsonObject | undefined, context: CallContext): Promise<JsonObject> {
    const ticket = this.#guard.admit(this.#callOf(method, params));
    const limit = deadline(ticket.timeoutMs, context.signal);
    try {
      const result = await this.#inner.call(method, params, { ...context, signal: limit.signal });
      ticket.done(result["isError"] === true ? "tool-error" : "ok");
      return result;
    } catch (error) {
      ticket.done(limit.passed ? "timeout" : context.signal.aborted ? "cancelled" : outcomeOf(error));
      throw limit.passed ? refuseTimeout(this.#guard.server, ticket.timeoutMs ?? 0) : error;
    } finally {
      limit.clear();
    }
  }

  onListChanged(listener: (method: string) => void): () => void {
    return this.#inner.onListChanged(listener);
  }

  #callOf(method: string, params: JsonObject | undefined): Call {
    const name = method === "tools/call" ? params?.["name"] : undefined;
    return typeof name === "string" ? { method, tool: this.#ownName(name) } : { method };
  }
}

/** A signal that ends with another one or after some time, without a timer where there is no limit. */
function deadline(timeoutMs: number | undefined, signal: Ending) {
  if (timeoutMs === undefined) return { signal, passed: false, clear: () => {} };
  const controller = new CallEnd();
  const follow = () => controller.abort(signal.reason);
  const limit = {
    signal: controller,
    passed: false,
    clear: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", follow);
    },
  };
  const timer = setTimeout(() => {
    limit.passed = true;
    controller.abort(new TookTooLong());
  }, timeoutMs);
  if (signal.aborted) follow();
  else signal.addEventListener("abort", follow, { once: true });
  return limit;
}
