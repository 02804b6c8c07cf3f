import { errorCodes, isObject, type JsonObject, JsonRpcError } from "../../mcp/json-rpc.ts";
import type { Child } from "./child.ts";
import { lackingCapabilities, missingCapability } from "./client-capabilities.ts";
import { OpenQuestions } from "./open-questions.ts";
import type { Party } from "./party.ts";
import { isToolError } from "./result-terms.ts";

/** A legacy server may name what it asks for with this member of the request's `_meta`; the name is what a modern client answers under. */
const inputNameKey = "mcpc/inputName";
/** Hears what is told before the answer. */
export interface Notified {
  notify(method: string, params: JsonObject): void;
}

export interface HeldCallOptions {
  readonly child: Child;
  readonly method: string;
  readonly params: JsonObject | undefined;
  readonly capabilities: JsonObject;
  /** Answers that came with the first request already, by name. */
  readonly given: JsonObject;
  /** Log messages below are not passed on; absent: none are (2026-07-28). */
  readonly tellsLog: (params: JsonObject | undefined) => boolean;
  readonly progressToken: string | number | undefined;
}

/** How far a call got: to its end, or to a point where its client is needed. */
export type Step = { readonly result: string } | { readonly inputRequests: JsonObject };

/**
 * A modern client's call that a legacy server works on. Where the server asks the client for something, the call stays with the server
 * and the client gets a result that requires input; its next request brings the answers and goes on where this one stopped.
 */
export class HeldCall implements Party {
  readonly method: string;
  readonly #options: HeldCallOptions;
  readonly #abort = new AbortController();
  readonly #outcome: Promise<string>;
  readonly #questions = new OpenQuestions();
  readonly #refused = new Set<string>();
  #count = 0;
  #answer: Notified;
  #parked = false;

  constructor(options: HeldCallOptions, answer: Notified) {
    const { child, method, params, progressToken } = options;
    this.method = method;
    this.#options = options;
    this.#answer = answer;
    this.#outcome = child.call(method, params, this, {
      signal: this.#abort.signal,
      ...(progressToken === undefined ? {} : { onProgress: (told) => this.#progress(told, progressToken) }),
    });
    // Whoever waits for the next step hears of it; while nobody waits it must not be an unhandled rejection.
    this.#outcome.catch(() => {});
  }

  get parked(): boolean {
    return this.#parked;
  }

  /** What it is about: the next request must be about the same. */
  get subject(): unknown {
    return this.#options.params?.["name"] ?? this.#options.params?.["uri"];
  }

  async ask(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<JsonObject> {
    const missing = missingCapability(method, this.#options.capabilities);
    if (missing !== undefined) {
      this.#refused.add(missing);
      throw lackingCapabilities([missing]);
    }
    const name = this.#nameOf(method, params);
    const given = this.#options.given[name];
    if (isObject(given)) return given;
    const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
    const end = () => this.#questions.delete(name) && reject(signal.aborted ? signal.reason : unanswered());
    signal.addEventListener("abort", end, { once: true });
    this.#abort.signal.addEventListener("abort", end, { once: true });
    const request = { method, ...(params === undefined ? {} : { params: plainParams(params) }) };
    this.#questions.add(name, { request, answer: resolve });
    return promise;
  }

  tell(method: string, params: JsonObject | undefined): void {
    if (method !== "notifications/message" || this.#options.tellsLog(params)) this.#answer.notify(method, params ?? {});
  }

  /** Waits for the end, or for questions. Rejects with what the server answered instead of a result. */
  async next(): Promise<Step> {
    const step = await this.#questions.next(() => this.#end());
    if ("outcome" in step) return { result: step.outcome };
    this.#parked = true;
    this.#options.child.noteHeld();
    return step;
  }

  /** Goes on with the answers of the client. */
  resume(answers: JsonObject, answer: Notified): void {
    this.#parked = false;
    this.#answer = answer;
    this.#questions.answer(answers);
  }

  abort(reason: unknown): void {
    this.#abort.abort(reason);
  }

  /** A call that failed after something was refused failed for the lack of it. */
  async #end(): Promise<string> {
    try {
      const result = await this.#outcome;
      if (this.#refused.size > 0 && isToolError(result)) throw lackingCapabilities(this.#refused);
      return result;
    } catch (error) {
      throw this.#refused.size > 0 && error instanceof JsonRpcError ? lackingCapabilities(this.#refused) : error;
    }
  }

  #progress(params: JsonObject, progressToken: string | number): void {
    this.#answer.notify("notifications/progress", { ...params, progressToken });
  }

  #nameOf(method: string, params: JsonObject | undefined): string {
    const meta = params?.["_meta"];
    const own = isObject(meta) ? meta[inputNameKey] : undefined;
    if (typeof own === "string" && own !== "" && !this.#questions.has(own)) return own;
    this.#count += 1;
    return `${method.split("/")[0]}_${this.#count}`;
  }
}

function unanswered(): JsonRpcError {
  return new JsonRpcError(errorCodes.internal, "the client gave no answer");
}

/** Without metadata: it is about the conversation with the server, such as where it wants to hear of progress. */
function plainParams(params: JsonObject): JsonObject {
  const { _meta, task: _task, elicitationId: _elicitationId, ...rest } = params;
  return rest;
}
