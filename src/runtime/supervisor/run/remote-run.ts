import type { Forward } from "../front-door-port.ts";
import type { UnitLog } from "../log/unit-log.ts";
import type { UnitSpec } from "../protocol.ts";
import type { UnitContext } from "../unit-context.ts";
import { Conversation } from "./conversation.ts";
import type { RunHooks, UnitRun } from "./unit-run.ts";

/** A unit that somebody else runs: looked at and routed to, never started or ended. */
export class RemoteRun implements UnitRun {
  readonly gone: Promise<void>;
  readonly startedAt: number;
  readonly #stop = new AbortController();
  readonly #markGone: () => void;
  #conversation: Conversation | undefined;

  constructor(unit: UnitSpec, context: UnitContext, log: UnitLog, hooks: RunHooks) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gone = promise;
    this.#markGone = resolve;
    this.startedAt = context.clock.now();
    // As with a process, nothing is reported before the caller holds the run.
    setImmediate(() => {
      if (this.#stop.signal.aborted) return;
      hooks.report({ kind: "spawned" });
      this.#conversation = new Conversation({
        unit,
        context,
        log,
        hooks,
        launched: undefined,
        forceLegacy: false,
        stop: this.#stop.signal,
      });
    });
  }

  get protocol(): string | undefined {
    return this.#conversation?.protocol;
  }

  get tools(): readonly string[] | undefined {
    return this.#conversation?.tools;
  }

  get forward(): Forward | undefined {
    return this.#stop.signal.aborted ? undefined : this.#conversation?.forward;
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#conversation?.close();
    this.#markGone();
  }
}
