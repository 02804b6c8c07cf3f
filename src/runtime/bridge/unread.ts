import type { ServerResponse } from "node:http";

/** Shorter answers are not worth a look. */
const smallBytes = 16 * 1024;

/** Answers of which something is written and not sent yet, because their clients do not read. */
export class Unread {
  readonly #responses = new Set<ServerResponse>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** To be called when `length` bytes were written to a client. */
  wrote(response: ServerResponse, length: number): void {
    if (length < smallBytes && response.writableLength < smallBytes) return;
    if (!this.#responses.has(response)) this.#watch(response);
    this.#onChange();
  }

  /** In bytes. */
  get size(): number {
    let sum = 0;
    for (const { writableLength } of this.#responses) sum += writableLength;
    return sum;
  }

  cutAll(): void {
    for (const response of [...this.#responses]) if (response.writableLength > 0) response.destroy();
  }

  /** Gives up the client that leaves most unread. */
  cutLongest(): void {
    const longest = [...this.#responses].reduce((a, b) => (b.writableLength > a.writableLength ? b : a));
    this.#responses.delete(longest);
    longest.destroy();
  }

  #watch(response: ServerResponse): void {
    this.#responses.add(response);
    const over = () => {
      this.#responses.delete(response);
      response.off("drain", this.#onChange).off("finish", over).off("close", over);
      this.#onChange();
    };
    response.on("drain", this.#onChange).on("finish", over).on("close", over);
  }
}
