import { Replica } from "./replica.ts";

/** The equal servers behind one endpoint. */
export class ReplicaSet {
  #replicas: readonly Replica[] = [];
  #turn = 0;

  constructor(urls: readonly string[]) {
    this.update(urls);
  }

  get all(): readonly Replica[] {
    return this.#replicas;
  }

  /** Those that stay keep their connections and their history; requests on those that go are finished. */
  update(urls: readonly string[]): void {
    const former = new Map(this.#replicas.map((replica) => [replica.url.href, replica]));
    this.#replicas = [...new Set(urls)].map((url) => former.get(new URL(url).href) ?? new Replica(url));
    for (const replica of former.values()) if (!this.#replicas.includes(replica)) replica.leave();
  }

  /** The least loaded one that takes calls; of equals each in turn. */
  pick(now: number, tried: ReadonlySet<Replica>): Replica | undefined {
    const { length } = this.#replicas;
    this.#turn += 1;
    let best: Replica | undefined;
    for (let index = 0; index < length; index += 1) {
      const replica = this.#replicas[(this.#turn + index) % length];
      if (replica === undefined || tried.has(replica) || !replica.breaker.admits(now)) continue;
      if (best === undefined || replica.running < best.running) best = replica;
    }
    return best;
  }

  /** The one that a session id names. */
  marked(mark: string): Replica | undefined {
    return this.#replicas.find((replica) => replica.mark === mark);
  }

  /** Milliseconds until the first of those that are left alone is tried again. */
  retryAfter(now: number): number {
    return Math.min(...this.#replicas.map(({ breaker }) => breaker.remaining(now)));
  }

  leave(): void {
    for (const replica of this.#replicas) replica.leave();
  }
}
