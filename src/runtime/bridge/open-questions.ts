import { isObject, type JsonObject } from "../../mcp/json-rpc.ts";

/** Questions that a server asks together arrive within this time of the first. */
const togetherMs = 5;

interface OpenQuestion {
  readonly request: JsonObject;
  answer(result: JsonObject): void;
}

/** What a legacy server has asked in the middle of a call of a modern client, by the name under which the client answers. */
export class OpenQuestions {
  readonly #open = new Map<string, OpenQuestion>();
  #asked = Promise.withResolvers<undefined>();

  has(name: string): boolean {
    return this.#open.has(name);
  }

  add(name: string, question: OpenQuestion): void {
    this.#open.set(name, question);
    this.#asked.resolve(undefined);
  }

  /** The server took it back. False where it is not open. */
  delete(name: string): boolean {
    return this.#open.delete(name);
  }

  /** Waits for the end of the call, or for questions. Rejects as `outcome` does. */
  async next<T extends object | string>(
    outcome: () => Promise<T>,
  ): Promise<{ readonly outcome: T } | { readonly inputRequests: JsonObject }> {
    for (;;) {
      const early = this.#open.size === 0 ? await Promise.race([outcome(), this.#asked.promise]) : undefined;
      if (early !== undefined) return { outcome: early };
      const together = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), togetherMs));
      const result = await Promise.race([outcome(), together]);
      if (result !== undefined) return { outcome: result };
      if (this.#open.size > 0) break;
      // The server took its question back.
      this.#asked = Promise.withResolvers<undefined>();
    }
    return { inputRequests: Object.fromEntries([...this.#open].map(([name, { request }]) => [name, request])) };
  }

  /** Gives the client's answers to the server; names that nobody asked for mean nothing. */
  answer(answers: unknown): void {
    for (const [name, question] of [...this.#open]) {
      const given = isObject(answers) ? answers[name] : undefined;
      if (!isObject(given)) continue;
      this.#open.delete(name);
      question.answer(given);
    }
    if (this.#open.size === 0) this.#asked = Promise.withResolvers<undefined>();
  }
}
