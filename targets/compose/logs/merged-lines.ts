import type { LogLine } from "../../../src/engine/target.ts";

/** By time; what has none stays behind what stood before it. Sorting keeps the order of equals. */
export function inOrder(lines: readonly LogLine[]): readonly LogLine[] {
  let last = 0;
  const dated = lines.map((line) => {
    last = line.time ?? last;
    return { line, time: last };
  });
  return dated.sort((a, b) => a.time - b.time).map(({ line }) => line);
}

/** Several streams as one, each item when it comes; streams may join later. */
export class Merged<Item> {
  readonly #signal: AbortSignal;
  readonly #items: Item[] = [];
  #wake = () => {};

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake(), { once: true });
  }

  /** One that breaks off ends alone. */
  add(items: AsyncIterable<Item>, ended: () => void): void {
    void this.#drain(items)
      .catch(() => undefined)
      .then(ended);
  }

  /** Does something again and again, with a pause between an end and the next beginning. */
  every(milliseconds: number, act: () => Promise<void>): void {
    const next = async (): Promise<void> => {
      while (!this.#signal.aborted) {
        await pause(milliseconds, this.#signal);
        if (!this.#signal.aborted) await act();
      }
    };
    void next().catch(() => undefined);
  }

  async *lines(): AsyncIterable<Item> {
    while (!this.#signal.aborted) {
      const next = this.#items.shift();
      if (next !== undefined) yield next;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  async #drain(items: AsyncIterable<Item>): Promise<void> {
    for await (const item of items) {
      this.#items.push(item);
      this.#wake();
    }
  }
}

/** Rests without a clock of its own: a signal that ends by itself, or the caller's. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = AbortSignal.any([AbortSignal.timeout(milliseconds), signal]);
    if (ended.aborted) resolve();
    else ended.addEventListener("abort", () => resolve(), { once: true });
  });
}
