import { randomBytes } from "node:crypto";
import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { HeldCall } from "./held-call.ts";
import { Cancelled } from "./in-flight.ts";

interface Held {
  readonly call: HeldCall;
  readonly patience: NodeJS.Timeout;
}

/** Calls that wait for their clients. What a client gets to keep is a name nobody can guess; it is good for one request. */
export class HeldCalls {
  readonly #held = new Map<string, Held>();
  readonly #limits: () => { readonly most: number; readonly patienceMs: number };

  /** The limits are asked for each time: they may change. */
  constructor(limits: () => { readonly most: number; readonly patienceMs: number }) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Gives the state that the client brings back. Where there are too many, the oldest gives way. */
  hold(call: HeldCall): string {
    const oldest = this.#held.keys().next().value;
    const { most, patienceMs } = this.#limits();
    if (this.#held.size >= most && oldest !== undefined) this.#drop(oldest);
    const state = randomBytes(24).toString("base64url");
    this.#held.set(state, { call, patience: setTimeout(() => this.#drop(state), patienceMs).unref() });
    return state;
  }

  /** @throws JsonRpcError where the state is unknown, over, or about something else. */
  take(state: unknown, method: string, params: JsonObject | undefined): HeldCall {
    const held = typeof state === "string" ? this.#held.get(state) : undefined;
    const subject = params?.["name"] ?? params?.["uri"];
    if (typeof state !== "string" || held === undefined || held.call.method !== method || held.call.subject !== subject)
      throw new JsonRpcError(errorCodes.invalidParams, "Invalid or expired requestState", { reason: "invalid_request_state" });
    this.#forget(state);
    return held.call;
  }

  abortAll(reason: unknown): void {
    for (const state of [...this.#held.keys()]) this.#forget(state)?.call.abort(reason);
  }

  #drop(state: string): void {
    this.#forget(state)?.call.abort(new Cancelled());
  }

  #forget(state: string): Held | undefined {
    const held = this.#held.get(state);
    clearTimeout(held?.patience);
    this.#held.delete(state);
    return held;
  }
}

/** `inputResponses` of a request, each an object of its own. @throws JsonRpcError otherwise. */
export function inputResponsesIn(params: JsonObject | undefined): JsonObject {
  if (params === undefined || !("inputResponses" in params)) return {};
  const responses = params["inputResponses"];
  if (isObject(responses) && Object.values(responses).every(isObject)) return responses;
  throw new JsonRpcError(errorCodes.invalidParams, "Invalid params: inputResponses must be an object of result objects");
}
