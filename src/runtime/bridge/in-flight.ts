import { CallEnd, type Ending } from "../../mcp/ending.ts";
import type { RequestId } from "../../mcp/json-rpc.ts";

/** The client took its request back: there is nobody to answer. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  /** @param why in the client's own words */
  constructor(why?: unknown) {
    super(typeof why === "string" ? why : "");
  }
}

/** Whose exchange it is. Request ids are unique within a session only, so without one nobody else can name the exchange. */
export interface Owner {
  readonly session?: string;
  readonly id?: RequestId;
}

export interface Exchange {
  readonly signal: Ending;
  abort(reason: unknown): void;
  /** To be called when it is over, however it ended. */
  done(): void;
}

/** Exchanges under way at one endpoint, so that each can be ended by those who may. */
export class InFlight {
  readonly #exchanges = new Map<CallEnd, Owner>();

  get size(): number {
    return this.#exchanges.size;
  }

  open(owner: Owner): Exchange {
    const controller = new CallEnd();
    this.#exchanges.set(controller, owner);
    return {
      signal: controller,
      abort: (reason) => controller.abort(reason),
      done: () => this.#exchanges.delete(controller),
    };
  }

  /** Ends one exchange of a session, or without `id` all of them. */
  cancel(owner: Owner): void {
    if (owner.session === undefined) return;
    for (const [controller, candidate] of this.#exchanges) {
      const mine = candidate.session === owner.session && (owner.id === undefined || candidate.id === owner.id);
      if (mine) controller.abort(new Cancelled());
    }
  }

  abortAll(reason: unknown): void {
    for (const controller of this.#exchanges.keys()) controller.abort(reason);
  }
}
