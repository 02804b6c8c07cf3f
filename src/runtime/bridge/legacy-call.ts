import { CallEnd } from "../../mcp/ending.ts";
import type { JsonObject } from "../../mcp/json-rpc.ts";
import type { Outcome } from "../../mcp/outcome.ts";
import type { Answer } from "./answer.ts";
import { answerError } from "./answer-error.ts";
import type { Party } from "./party.ts";

export type AskClient = (answer: Answer | undefined, ...question: Parameters<Party["ask"]>) => Promise<JsonObject>;

export interface LegacyCallOptions {
  readonly answer: Answer;
  /** Puts a question to the client, before this answer where it can be. */
  readonly ask: AskClient;
  /** Hears when the call was answered. */
  readonly over: () => void;
}

/** One call of a client of 2025-11-25 or before: whom the server may turn to, where the outcome goes, and how it is ended before. */
export class LegacyCall extends CallEnd implements Party, Outcome<string> {
  readonly parked = false;
  readonly #options: LegacyCallOptions;

  constructor(options: LegacyCallOptions) {
    super();
    this.#options = options;
  }

  ask(method: string, params: JsonObject | undefined, signal: AbortSignal): Promise<JsonObject> {
    return this.#options.ask(this.#options.answer, method, params, signal);
  }

  tell(method: string, params: JsonObject | undefined): void {
    this.#options.answer.notify(method, params ?? {});
  }

  result(text: string): void {
    this.#options.answer.resultText(text);
    this.#options.over();
  }

  failed(error: unknown): void {
    answerError(this.#options.answer, "legacy", error);
    this.#options.over();
  }
}
