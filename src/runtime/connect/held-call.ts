import type { JsonObject, JsonRpcRequest, JsonRpcResponse } from "../../mcp/json-rpc.ts";
import { OpenQuestions } from "../bridge/open-questions.ts";

/** A call under way at a legacy server, held while the server asks back and the modern client goes to find the answers. */
export class HeldCall {
  /** Names it in `requestState`; nobody else's can be guessed, as the ids of the calls could. */
  readonly state: string;
  readonly questions = new OpenQuestions();
  /** What the client is to see in progress notifications; the server sees the id. */
  progressToken: unknown;
  timer: NodeJS.Timeout | undefined;
  readonly #outcome: Promise<JsonRpcResponse>;
  readonly #controller = new AbortController();
  #lastKey = 0;

  constructor(state: string, send: (signal: AbortSignal) => Promise<JsonRpcResponse>) {
    this.state = state;
    this.#outcome = send(this.#controller.signal);
    // It may end while nobody waits: the client is away with the questions.
    this.#outcome.catch(() => {});
  }

  ask({ id, method, params = {} }: JsonRpcRequest, respond: (response: JsonRpcResponse) => void): void {
    this.#lastKey += 1;
    const answer = (result: JsonObject) => respond({ jsonrpc: "2.0", id, result });
    this.questions.add(`question-${this.#lastKey}`, { request: { method, params }, answer });
  }

  /** The call's answer, or `input_required` as soon as the server wants to know something. */
  async next(): Promise<JsonRpcResponse | { readonly result: JsonObject }> {
    const step = await this.questions.next(() => this.#outcome);
    if ("outcome" in step) return step.outcome;
    return { result: { resultType: "input_required", inputRequests: step.inputRequests, requestState: this.state } };
  }

  abort(): void {
    clearTimeout(this.timer);
    this.#controller.abort();
  }
}
