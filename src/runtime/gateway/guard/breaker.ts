export type BreakerState = "closed" | "open" | "half-open";

/** How a call went, in the eyes of a breaker; `unknown` when the client left before anybody could tell. */
export type Verdict = "good" | "bad" | "unknown";

/** So many failures in a row open it. */
const failuresToOpen = 5;
const firstOpenMs = 5_000;
const longestOpenMs = 60_000;
/** While one call tries, the others are told to come back. */
const trialRetryMs = 1_000;

/**
 * Keeps calls away from a server that does not answer: open after five failures in a row, for five seconds, then one call tries; when that
 * fails too it opens for twice as long, up to a minute. Times are milliseconds of a clock that does not jump.
 */
export class Breaker {
  #failures = 0;
  #openMs = firstOpenMs;
  #openUntil: number | undefined;
  #trying = false;

  state(now: number): BreakerState {
    if (this.#openUntil === undefined) return "closed";
    return now < this.#openUntil ? "open" : "half-open";
  }

  /** Milliseconds after which to come back; `undefined` when a call may be made now, which has to be settled then. */
  enter(now: number): number | undefined {
    if (this.#openUntil === undefined) return undefined;
    if (now < this.#openUntil) return this.#openUntil - now;
    if (this.#trying) return trialRetryMs;
    this.#trying = true;
    return undefined;
  }

  /** Milliseconds until it lets a call in. */
  remaining(now: number): number {
    if (this.#openUntil === undefined) return 0;
    return now < this.#openUntil ? this.#openUntil - now : trialRetryMs;
  }

  /** Would `enter` let a call in? */
  admits(now: number): boolean {
    return this.#openUntil === undefined || (now >= this.#openUntil && !this.#trying);
  }

  settle(verdict: Verdict, now: number): void {
    const wasOpen = this.#openUntil !== undefined;
    if (verdict === "good") this.reset();
    else if (verdict === "unknown") this.#trying = false;
    else {
      this.#failures += 1;
      // A straggler from before it opened must not open it for longer.
      if (wasOpen && !this.#trying) return;
      this.#trying = false;
      if (!wasOpen && this.#failures < failuresToOpen) return;
      if (wasOpen) this.#openMs = Math.min(longestOpenMs, this.#openMs * 2);
      this.#openUntil = now + this.#openMs;
    }
  }

  reset(): void {
    this.#failures = 0;
    this.#openMs = firstOpenMs;
    this.#openUntil = undefined;
    this.#trying = false;
  }
}
