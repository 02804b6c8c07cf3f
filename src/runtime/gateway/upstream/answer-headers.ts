import { hopByHop, namesIn } from "./forward-headers.ts";

/** The headers of an answer in the order they came, as names in lower case and values in turn: most of them are only passed on. */
export class AnswerHeaders {
  readonly #fields: string[];

  constructor(fields: string[]) {
    this.#fields = fields;
  }

  /** The values of all headers of that name. */
  get(name: string): string | undefined {
    let found: string | undefined;
    for (let index = 0; index < this.#fields.length; index += 2) {
      if (this.#fields[index] === name) found = found === undefined ? this.#fields[index + 1] : `${found}, ${this.#fields[index + 1]}`;
    }
    return found;
  }

  /** Gives a header that is there another value. */
  replace(name: string, value: string): void {
    for (let index = 0; index < this.#fields.length; index += 2) if (this.#fields[index] === name) this.#fields[index + 1] = value;
  }

  /** For the client: without what concerns the connection they came on, and without `dropped`. */
  forwarded(dropped?: string): string[] {
    const connection = this.get("connection");
    const named = connection === undefined || connection === "keep-alive" ? undefined : namesIn(connection);
    const kept: string[] = [];
    for (let index = 0; index < this.#fields.length; index += 2) {
      const name = this.#fields[index] ?? "";
      if (!hopByHop.has(name) && name !== dropped && named?.has(name) !== true) kept.push(name, this.#fields[index + 1] ?? "");
    }
    return kept;
  }
}
