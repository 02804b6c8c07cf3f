import { setTimeout as pause } from "node:timers/promises";
import { Child } from "./child.ts";
import type { ChildSource, OwnChild } from "./child-source.ts";
import type { Refusal } from "./refusal.ts";

export interface ChildPoolOptions {
  readonly start: () => Promise<OwnChild>;
  /** Most processes at a time. */
  readonly size: number;
  /** Words what a client is told while there is no process. */
  readonly refuse: (reason: string) => Refusal;
  /** Hears of each process that came, went, or did not come. */
  readonly onChange?: (change: string) => void;
}

/** Pauses between two tries to start a process that fails: doubled each time, back to the first after one that lived for long. */
const firstPauseMs = 200;
const longestPauseMs = 10_000;
const steadyMs = 10_000;
/** How long a call waits for a process that has nothing else to do. */
const leaseMs = 30_000;

interface Pooled {
  readonly child: Child;
  readonly own: OwnChild;
}

/**
 * A few processes that share the work of all clients. The first is started at once and again whenever it ends; the others when those
 * there are have something to do.
 */
export class ChildPool implements ChildSource {
  readonly #options: ChildPoolOptions;
  readonly #children: Pooled[] = [];
  readonly #endings = new Set<Promise<void>>();
  readonly #waiting = new Set<() => void>();
  readonly #closed = new AbortController();
  #growing = 0;
  #failure = "it is starting";

  constructor(options: ChildPoolOptions) {
    this.#options = options;
    void this.#keepOne();
  }

  /** True while there is a process that answers. */
  get ready(): boolean {
    return this.#children.length > 0;
  }

  /** Why it is not ready. */
  get failure(): string {
    return this.#failure;
  }

  primary(): Child {
    const [first] = this.#children;
    if (first === undefined) throw this.#options.refuse(this.#failure);
    return first.child;
  }

  async lease(signal: AbortSignal): Promise<Child> {
    const deadline = Date.now() + leaseMs;
    for (;;) {
      const child = this.#least();
      const isBusy = child.load > 0;
      if (isBusy && this.#children.length + this.#growing < this.#options.size) void this.#grow();
      if (!isBusy || !child.asks || child.era === "modern") return child;
      await this.#turn(deadline, signal);
    }
  }

  /** Ends all processes. Resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.#closed.abort(new Error("it is shutting down"));
    this.#failure = "it is shutting down";
    for (const pooled of [...this.#children]) this.#leave(pooled);
    await Promise.all(this.#endings);
  }

  #least(): Child {
    return this.#children.reduce((least, { child }) => (child.load < least.load ? child : least), this.primary());
  }

  /** Waits a moment for a child to become free. @throws Refusal when that takes too long */
  async #turn(deadline: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw signal.reason;
    if (Date.now() >= deadline) throw this.#options.refuse("all its processes wait for their clients");
    await Promise.race([pause(20), new Promise<void>((resolve) => this.#waiting.add(resolve))]);
    this.#waiting.clear();
  }

  /** Keeps the first process alive for as long as the pool is open. */
  async #keepOne(): Promise<void> {
    const { signal } = this.#closed;
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const startedAt = Date.now();
      const pooled = await this.#start();
      if (pooled !== undefined) await pooled.own.session.closed;
      pauseMs = Date.now() - startedAt >= steadyMs ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2);
      // Others that live do its work meanwhile.
      await pause(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  async #grow(): Promise<void> {
    this.#growing += 1;
    await this.#start();
    this.#growing -= 1;
  }

  async #start(): Promise<Pooled | undefined> {
    try {
      const own = await this.#options.start();
      const pooled = { child: new Child(own.session), own };
      this.#children.push(pooled);
      this.#options.onChange?.("started");
      void own.session.closed.then((reason) => {
        this.#failure = reason?.message ?? "its process ended";
        this.#leave(pooled);
      });
      if (this.#closed.signal.aborted) this.#leave(pooled);
      for (const resolve of this.#waiting) resolve();
      return pooled;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#options.onChange?.(`failed: ${this.#failure}`);
      return undefined;
    }
  }

  #leave(pooled: Pooled): void {
    const at = this.#children.indexOf(pooled);
    if (at < 0) return;
    this.#children.splice(at, 1);
    this.#options.onChange?.(`ended: ${this.#failure}`);
    const ending = pooled.own.end().finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }
}
