import { setTimeout as pause } from "node:timers/promises";
import type { Ending } from "../../mcp/ending.ts";
import { Child } from "./child.ts";
import type { ChildSource, OwnChild } from "./child-source.ts";
import type { Refusal } from "./refusal.ts";
import { waitForChild } from "./wait-for-child.ts";

export interface ChildPoolOptions {
  /** The first child, where somebody else starts and ends it. */
  readonly first?: Child;
  readonly start: () => Promise<OwnChild>;
  /** Most processes at a time that work. */
  readonly size: number;
  /** Most processes beside them, whose calls all wait for their clients. */
  readonly held: number;
  /** Words what a client is told while there is no process. */
  readonly refuse: (reason: string) => Refusal;
  /** Hears of each process that came, went, or did not come. */
  readonly onChange?: (change: string) => void;
}

/** Pauses between two tries to start a process that fails: doubled each time, back to the first after one that lived for long. */
const firstPauseMs = 200;
const longestPauseMs = 10_000;
const steadyMs = 10_000;
/** How often it is looked whether there are more processes than needed. */
const trimMs = 10_000;

interface Pooled {
  readonly child: Child;
  /** Absent: it is not ours to end. */
  readonly own?: OwnChild;
  /** Calls it was picked for in this turn of the event loop, some of which it does not know of yet. */
  given: number;
}

/**
 * A few processes that share the work of all clients. The first is started at once and again whenever it ends; the others when those
 * there are have something to do, or wait for their clients: nobody else has to wait for those.
 */
export class ChildPool implements ChildSource {
  readonly #options: ChildPoolOptions;
  readonly #children: Pooled[] = [];
  readonly #endings = new Set<Promise<void>>();
  readonly #closed = new AbortController();
  readonly #trimmer: NodeJS.Timeout;
  #growing = 0;
  #giving = false;
  #asks = false;
  #failure = "it is starting";

  constructor(options: ChildPoolOptions) {
    this.#options = options;
    if (options.first === undefined) void this.#keepOne();
    else this.#add({ child: options.first, given: 0 });
    this.#trimmer = setInterval(() => this.#trim(), trimMs).unref();
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

  lease(signal: Ending): Promise<Child> {
    return waitForChild(() => this.#pick(), { refuse: this.#options.refuse, signal });
  }

  /** Ends all processes. Resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.#closed.abort(new Error("it is shutting down"));
    this.#failure = "it is shutting down";
    clearInterval(this.#trimmer);
    for (const pooled of [...this.#children]) this.#leave(pooled, this.#failure);
    await Promise.all(this.#endings);
  }

  /** The child with the least to do among those that take calls; starts another one where that has something to do. */
  #pick(): Child | undefined {
    this.primary();
    let least: Pooled | undefined;
    let lightest = Number.POSITIVE_INFINITY;
    for (const pooled of this.#children) {
      const load = pooled.child.takesCalls(pooled.given) ? pooled.child.load + pooled.given : Number.POSITIVE_INFINITY;
      if (load < lightest) {
        least = pooled;
        lightest = load;
      }
    }
    if (lightest > 0 && this.#mayGrow()) void this.#grow();
    if (least !== undefined) this.#give(least);
    return least?.child;
  }

  /** Calls that come together get their processes before any of them is made. */
  #give(pooled: Pooled): void {
    pooled.given += 1;
    if (this.#giving) return;
    this.#giving = true;
    setImmediate(this.#given);
  }

  readonly #given = () => {
    this.#giving = false;
    for (const pooled of this.#children) pooled.given = 0;
  };

  #add(pooled: Pooled): void {
    if (this.#asks) pooled.child.asks();
    pooled.child.onAsked = () => this.#asked();
    pooled.child.onHeld = () => this.#replaceHeld();
    this.#children.push(pooled);
  }

  /** What one process does, all processes of the server do. */
  #asked(): void {
    this.#asks = true;
    for (const { child } of this.#children) child.asks();
  }

  /** Starts the process that the next call will need, rather than have that call wait for it. */
  #replaceHeld(): void {
    const free = this.#children.some(({ child }) => child.takesCalls() && child.load === 0);
    if (!free && this.#mayGrow()) void this.#grow();
  }

  #mayGrow(): boolean {
    const { size, held } = this.#options;
    if (this.#children.length + this.#growing >= size + held) return false;
    const working = this.#children.filter(({ child }) => !child.isHeld).length;
    return working + this.#growing < size;
  }

  /** Ends what was started while others waited for their clients. */
  #trim(): void {
    const idle = this.#children.slice(1).filter(({ child }) => child.load === 0 && !child.isHeld);
    for (const pooled of idle.slice(0, Math.max(0, this.#children.length - this.#options.size))) this.#leave(pooled, "not needed any more");
  }

  /** Keeps the first process alive for as long as the pool is open. */
  async #keepOne(): Promise<void> {
    const { signal } = this.#closed;
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const startedAt = Date.now();
      const pooled = await this.#start();
      if (pooled !== undefined) await pooled.child.session.closed;
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
      const pooled: Pooled = { child: new Child(own.session), own, given: 0 };
      this.#add(pooled);
      this.#options.onChange?.("started");
      void own.session.closed.then((reason) => {
        this.#failure = reason?.message ?? "its process ended";
        this.#leave(pooled, this.#failure);
      });
      if (this.#closed.signal.aborted) this.#leave(pooled, this.#failure);
      return pooled;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      this.#options.onChange?.(`failed: ${this.#failure}`);
      return undefined;
    }
  }

  #leave(pooled: Pooled, reason: string): void {
    const at = this.#children.indexOf(pooled);
    if (at < 0) return;
    this.#children.splice(at, 1);
    this.#options.onChange?.(`ended: ${reason}`);
    const ending = (pooled.own?.end() ?? Promise.resolve()).finally(() => this.#endings.delete(ending));
    this.#endings.add(ending);
  }
}
