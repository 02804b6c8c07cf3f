import { diagnose } from "../../diagnostics/diagnose.ts";
import type { Address } from "../../model/address.ts";
import { OperationFailure } from "./operation-failure.ts";
import type { Session } from "./session.ts";

interface Waiter {
  readonly address: Address;
  readonly deadline: number;
  readonly limitMs: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const firstPauseMs = 25;
const longestPauseMs = 500;

/** Waits until removed things are really gone. All who wait share one look at the environment. */
export class GoneWatcher {
  readonly #session: Pick<Session, "host" | "live" | "scope">;
  readonly #stop: AbortSignal;
  #waiters: Waiter[] = [];
  #looking = false;

  /** `stop` ends all waiting without a verdict. */
  constructor(session: Pick<Session, "host" | "live" | "scope">, stop: AbortSignal) {
    this.#session = session;
    this.#stop = stop;
  }

  /** @throws {OperationFailure} when it is still there after `limitMs`. */
  async waitUntilGone(address: Address, limitMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiters.push({ address, deadline: this.#session.host.now() + limitMs, limitMs, resolve, reject });
    if (!this.#looking) void this.#look();
    await promise;
  }

  async #look(): Promise<void> {
    const { host, live, scope } = this.#session;
    this.#looking = true;
    for (let pause = firstPauseMs; this.#waiters.length > 0; pause = Math.min(pause * 2, longestPauseMs)) {
      const asked = this.#waiters;
      this.#waiters = [];
      try {
        const { resources } = await live.observe(scope, host);
        const there = new Set(resources.map(({ address }) => address));
        for (const waiter of asked) this.#judge(waiter, there);
      } catch (error) {
        for (const waiter of asked) waiter.reject(error);
      }
      if (this.#waiters.length > 0) await host.sleep(pause, this.#stop).catch(() => undefined);
    }
    this.#looking = false;
  }

  #judge(waiter: Waiter, there: ReadonlySet<Address>): void {
    const { address, limitMs, deadline } = waiter;
    if (!there.has(address) || this.#stop.aborted) waiter.resolve();
    else if (this.#session.host.now() < deadline) this.#waiters.push(waiter);
    else waiter.reject(new OperationFailure([diagnose("MCPC6034", { address, seconds: Math.round(limitMs / 1000) }, { address })]));
  }
}
