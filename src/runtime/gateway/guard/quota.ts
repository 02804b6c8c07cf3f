import type { CallLimits } from "../../../model/server.ts";

/** Why a call may not be made now, and after how many milliseconds it may. */
export interface Excess {
  readonly limit: "concurrency" | "rate";
  readonly retryAfterMs: number;
}

/** A slot that is free again may be free at once; nobody knows. */
const slotRetryMs = 1000;

/** Counts calls against one set of limits: a token bucket that holds one second's worth, and a number of slots. */
export class Quota {
  #limits: CallLimits = {};
  #tokens = 0;
  #filledAt = 0;
  #running = 0;

  /** Calls under way. */
  get running(): number {
    return this.#running;
  }

  get limits(): CallLimits {
    return this.#limits;
  }

  /** Takes new limits over; calls under way keep counting. `now` is in milliseconds. */
  set(limits: CallLimits, now: number): void {
    if (limits.ratePerSecond !== this.#limits.ratePerSecond) this.#tokens = burstOf(limits.ratePerSecond);
    this.#limits = limits;
    this.#filledAt = now;
  }

  /** Takes a slot and a token, or says why not; nothing is taken then. */
  take(now: number): Excess | undefined {
    const { concurrency, ratePerSecond: rate } = this.#limits;
    if (concurrency !== undefined && this.#running >= concurrency) return { limit: "concurrency", retryAfterMs: slotRetryMs };
    if (rate !== undefined) {
      this.#tokens = Math.min(burstOf(rate), this.#tokens + ((now - this.#filledAt) / 1000) * rate);
      this.#filledAt = now;
      if (this.#tokens < 1) return { limit: "rate", retryAfterMs: ((1 - this.#tokens) / rate) * 1000 };
      this.#tokens -= 1;
    }
    this.#running += 1;
    return undefined;
  }

  /** The call is over. */
  release(): void {
    this.#running -= 1;
  }

  /** The call was never made, because of something else. */
  giveBack(): void {
    this.#running -= 1;
    this.#tokens += 1;
  }
}

function burstOf(rate: number | undefined): number {
  return rate === undefined ? 0 : Math.max(1, rate);
}
