/** Tells of each that waits for longer than a given time. One timer looks after all of them: one for each would cost every call. */
export class Patience {
  readonly #ms: number;
  /** Oldest first, under numbers: an object as a key would cost more than a timer. */
  readonly #waiting = new Map<number, { readonly since: number; readonly tired: () => void }>();
  #last = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** Calls `tired` after the time, unless what this gives is stopped before. */
  wait(tired: () => void): number {
    this.#last += 1;
    this.#waiting.set(this.#last, { since: performance.now(), tired });
    this.#timer ??= this.#lookIn(this.#ms);
    return this.#last;
  }

  stop(waiting: number): void {
    this.#waiting.delete(waiting);
  }

  #lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#look(performance.now()), ms).unref();
  }

  #look(now: number): void {
    this.#timer = undefined;
    for (const [waiting, { since, tired }] of this.#waiting) {
      const left = since + this.#ms - now;
      if (left > 0) {
        // Whatever else waits began later.
        this.#timer = this.#lookIn(left);
        return;
      }
      this.#waiting.delete(waiting);
      tired();
    }
  }
}
