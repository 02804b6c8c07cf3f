import { isObject, type JsonObject, type JsonRpcRequest, type JsonRpcResponse } from "../../mcp/json-rpc.ts";

/** A call under way at a legacy server, held while the server asks back and the modern client goes to find the answers. */
export class HeldCall {
  /** Names it in `requestState`; nobody else's can be guessed, as the ids of the calls could. */
  readonly state: string;
  readonly outcome: Promise<JsonRpcResponse>;
  /** What the client is to see in progress notifications; the server sees the id. */
  progressToken: unknown;
  timer: NodeJS.Timeout | undefined;
  readonly #controller = new AbortController();
  readonly #questions = new Map<string, JsonRpcRequest>();
  #asked = Promise.withResolvers<void>();
  #lastKey = 0;

  constructor(state: string, send: (signal: AbortSignal) => Promise<JsonRpcResponse>) {
    this.state = state;
    this.outcome = send(this.#controller.signal);
    // It may end while nobody waits: the client is away with the questions.
    this.outcome.catch(() => {});
  }

  ask(question: JsonRpcRequest): void {
    this.#lastKey += 1;
    this.#questions.set(`question-${this.#lastKey}`, question);
    this.#asked.resolve();
  }

  /** Hands out the answers that are among `inputResponses`, each to the request it belongs to. */
  answer(inputResponses: unknown, send: (response: JsonRpcResponse) => void): void {
    for (const [key, question] of [...this.#questions]) {
      const result = isObject(inputResponses) ? inputResponses[key] : undefined;
      if (!isObject(result)) continue;
      this.#questions.delete(key);
      send({ jsonrpc: "2.0", id: question.id, result });
    }
    if (this.#questions.size === 0) this.#asked = Promise.withResolvers<void>();
  }

  /** The call's answer, or `input_required` as soon as the server wants to know something. */
  async next(): Promise<JsonRpcResponse | { readonly result: JsonObject }> {
    const first = await Promise.race([this.outcome, this.#asked.promise]);
    if (first !== undefined) return first;
    const inputRequests = Object.fromEntries(
      [...this.#questions].map(([key, { method, params }]) => [key, { method, params: params ?? {} }]),
    );
    return { result: { resultType: "input_required", inputRequests, requestState: this.state } };
  }

  abort(): void {
    clearTimeout(this.timer);
    this.#controller.abort();
  }
}
