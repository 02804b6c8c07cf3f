/** So many turns without a new sleeper mean that nobody has anything left to do but wait. */
const quietTurns = 1000;

interface Sleeper {
  readonly wake: number;
  readonly resolve: () => void;
}

/**
 * Time that passes only while everybody waits: when nothing else can run, the clock jumps to the first who wants to wake. So a timeout
 * never beats work that needs no time, and a minute of waiting costs none.
 */
export class VirtualClock {
  now: number;
  readonly #sleepers = new Set<Sleeper>();
  #driving = false;
  #quiet = 0;

  constructor(now: number) {
    this.now = now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper: Sleeper = { wake: this.now + milliseconds, resolve };
    const abort = (): void => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#sleepers.add(sleeper);
    this.#quiet = 0;
    if (!this.#driving) void this.#drive();
    try {
      await promise;
    } finally {
      this.#sleepers.delete(sleeper);
      signal?.removeEventListener("abort", abort);
    }
  }

  async #drive(): Promise<void> {
    this.#driving = true;
    while (this.#sleepers.size > 0) {
      for (this.#quiet = 0; this.#quiet < quietTurns; this.#quiet++) await undefined;
      const [first] = [...this.#sleepers].sort((a, b) => a.wake - b.wake);
      if (first === undefined) break;
      this.now = Math.max(this.now, first.wake);
      this.#sleepers.delete(first);
      first.resolve();
    }
    this.#driving = false;
  }
}
